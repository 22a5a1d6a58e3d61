import type { Notifier, ReadAttachment, ReadResult, ReportedChild } from '@/lib/domain/report';
import { isLocale, type Locale } from '@/lib/i18n/locales';
import { nothingRead } from '@/lib/intake/read-arrival';
import { readForm } from '../form/read-form';
import { apiReportText } from './api-report-text';
import { looseText } from './loose-text';
import { formMediaType, isNationalForm, parseDelivery } from './parse-delivery';
import type { ApiReport } from './report-schema';

type Arrival = { raw: Uint8Array; mediaType: string; envelope: Record<string, unknown> };

/**
 * Reads a delivery to the intake API. Never throws for bad input: one that departs from the format is shown member by member, flagged
 * "unreadable-form". The three countries' own forms are read by their own reader.
 */
export async function readApiReport(arrival: Arrival): Promise<ReadResult> {
  const { report, value, files } = await parseDelivery(arrival.raw, arrival.mediaType);
  const sent = await Promise.all(files.map(readFile));
  if (report) return readWhole(report, sent, localeOf(arrival));
  const form = { ...arrival, mediaType: formMediaType(arrival.mediaType) };
  if (value === undefined || (await isNationalForm(form.raw, form.mediaType))) return readForm(form);
  const { text, attachments, cut } = looseText(value);
  const flags = ['unreadable-form', ...(cut ? ['text-shortened'] : [])];
  return { ...nothingRead(flags), text, attachments: [...attachments, ...sent] };
}

function readWhole(report: ApiReport, sent: ReadAttachment[], locale: Locale): ReadResult {
  const attachments = [...report.attachments.map(decode), ...sent];
  return {
    status: 'read',
    subject: report.subject ?? report.children.flatMap(({ name }) => name ?? []).join(', '),
    text: apiReportText(report, locale),
    html: null,
    notifier: (report.notifier as Notifier | undefined) ?? null,
    children: report.children.map(({ informed: _, informedReason: __, ...child }) => JSON.parse(JSON.stringify(child)) as ReportedChild),
    attachments,
    flags: attachments.length > 0 ? ['unread-attachment'] : [],
    ...(report.danger ? { danger: report.danger } : {}),
  };
}

function decode({ name, mediaType, content }: ApiReport['attachments'][number]): ReadAttachment {
  return attachmentOf(name, mediaType, Buffer.from(content, 'base64'));
}

async function readFile(file: File): Promise<ReadAttachment> {
  return attachmentOf(file.name, file.type, new Uint8Array(await file.arrayBuffer()));
}

function attachmentOf(name: string, mediaType: string, content: Uint8Array): ReadAttachment {
  const flags = content.byteLength === 0 ? ['empty-attachment'] : ['not-read'];
  return { name: name.split(/[\\/]/).pop() || 'file', mediaType: mediaType || 'application/octet-stream', content, flags };
}

function localeOf({ envelope }: Arrival): Locale {
  return isLocale(envelope.municipalityLocale) ? envelope.municipalityLocale : 'en';
}
