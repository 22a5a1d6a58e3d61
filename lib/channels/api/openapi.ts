import { z } from 'zod';
import { apiReport, countsAnswer, deliveryAnswer, problemAnswer, receiptAnswer } from './report-schema';

type Json = Record<string, unknown>;

/** The OpenAPI document of the intake API, made from the schemas that the API itself reads with, so that the two cannot part. */
export function openApi(version: string, server: string): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Mottak intake API',
      version,
      description:
        'Delivers reports of concern about children to a municipality. A 201 or 200 means that the report is stored; anything else ' +
        'means that it is not: keep it, try again, and show the notifier the telephone number of the answer.',
    },
    servers: [{ url: server }],
    security: [{ key: [] }],
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A key of the municipality: mottak_…' } },
      schemas: {
        Report: input(apiReport),
        Delivery: output(deliveryAnswer),
        Receipt: output(receiptAnswer),
        Counts: output(countsAnswer),
        Problem: output(problemAnswer),
      },
    },
    paths: {
      '/api/v1/reports': { post: DELIVER },
      '/api/v1/receipts/{code}': { get: RECEIPT },
      '/api/v1/counts': { get: COUNTS },
    },
  };
}

function input(schema: z.ZodType): Json {
  return bare(z.toJSONSchema(schema, { io: 'input' }));
}

function output(schema: z.ZodType): Json {
  return bare(z.toJSONSchema(schema, { io: 'output' }));
}

function bare({ $schema: _, ...schema }: Json): Json {
  return schema;
}

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (name: string, description: string) => ({ description, content: { 'application/json': { schema: ref(name) } } });
const refusal = (description: string) => ({ description, content: { 'application/problem+json': { schema: ref('Problem') } } });

const REFUSALS = {
  401: refusal('No key, or one that is unknown, revoked or expired'),
  403: refusal('The key lacks the scope'),
  429: refusal('Too many calls by this key in a minute: try again after Retry-After. Nothing was stored'),
  503: refusal('The database does not answer. Nothing was stored: try again after Retry-After'),
};

const query = (name: string, description: string) => ({
  name,
  in: 'query',
  required: false,
  description,
  schema: { type: 'string', format: 'date' },
});

const DELIVER = {
  operationId: 'deliverReport',
  summary: 'Delivers a report (scope reports.write)',
  parameters: [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      description: "The vendor's own id of this submission: the same at every try, and never used for another one",
      schema: { type: 'string', minLength: 1, maxLength: 200 },
    },
  ],
  requestBody: {
    required: true,
    content: {
      'application/json': { schema: ref('Report') },
      'multipart/form-data': {
        schema: {
          type: 'object',
          required: ['report'],
          properties: { report: ref('Report') },
          additionalProperties: { type: 'string', format: 'binary', description: 'Files, each a part of its own' },
        },
        encoding: { report: { contentType: 'application/json' } },
      },
    },
  },
  responses: {
    200: json('Delivery', 'Stored before: the same delivery again, with its first receipt'),
    201: json('Delivery', 'Stored, with its clock running'),
    409: refusal('The Idempotency-Key was used for other content. Nothing was stored'),
    413: refusal('Too large. Nothing was stored'),
    422: refusal('A header is missing or wrong, or the body is empty. Nothing was stored'),
    ...REFUSALS,
  },
};

const RECEIPT = {
  operationId: 'readReceipt',
  summary: 'What became of a delivery: stored, seen by a person, assessed (scope receipts.read)',
  parameters: [{ name: 'code', in: 'path', required: true, schema: { type: 'string' } }],
  responses: { 200: json('Receipt', 'The receipt'), 404: refusal('No delivery of this vendor has that receipt code'), ...REFUSALS },
};

const COUNTS = {
  operationId: 'countStored',
  summary: "How many of this vendor's deliveries were stored on each day (scope counts.read)",
  parameters: [
    query('from', "First day in the municipality's zone; thirteen days before `to` when left out"),
    query('to', 'Last day; today when left out'),
  ],
  responses: { 200: json('Counts', 'A count for each day'), 422: refusal('The period cannot be'), ...REFUSALS },
};
