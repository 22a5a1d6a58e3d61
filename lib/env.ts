import path from 'node:path';
import { z } from 'zod';

/** Values printed in .env.example: whoever copies them has not chosen a secret. */
const EXAMPLE_SECRETS = ['change-me-please-change-me-please-', 'example'];

const port = z.coerce.number().int().min(1).max(65535);
/** A line left empty in .env means the default. */
const portOr = (standard: number) => z.preprocess((value) => (value === '' || value === undefined ? standard : value), port);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const schema = z.object({
  MOTTAK_MODE: optional(z.enum(['demo', 'production'])),
  DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/ })),
  DATA_DIR: z.string().min(1).default('.data'),
  HOST: optional(z.string()),
  PORT: portOr(3000),
  PUBLIC_URL: optional(z.url({ protocol: /^https?$/ })),
  SMTP_HOST: optional(z.string()),
  SMTP_PORT: portOr(2525),
  SMTP_MAX_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(150 * 1024 * 1024),
  SMTP_SLOW_AFTER: z.preprocess((value) => (value === '' ? undefined : value), z.coerce.number().int().min(0).default(600)),
  SMTP_CATCH_ALL: optional(z.string()),
  SMTP_MUNICIPALITY: optional(z.string()),
  SMTP_TLS_KEY: optional(z.string()),
  SMTP_TLS_CERT: optional(z.string()),
  AUTH_SECRET: optional(z.string().min(32)),
  OIDC_ISSUER: optional(z.url()),
  OIDC_CLIENT_ID: optional(z.string()),
  OIDC_CLIENT_SECRET: optional(z.string()),
  OIDC_NAME: z.string().default('OpenID Connect'),
  MAIL_URL: optional(z.url({ protocol: /^smtps?$/ })),
  MAIL_FROM: z.string().default('Mottak <mottak@localhost>'),
  CATCHER_PORT: optional(port),
  SMS_URL: optional(z.url({ protocol: /^https?$/ })),
  SMS_TOKEN: optional(z.string()),
  SMS_FROM: optional(z.string().max(15)),
  CALL_URL: optional(z.url({ protocol: /^https?$/ })),
  CALL_TOKEN: optional(z.string()),
  VAPID_PUBLIC_KEY: optional(z.string()),
  VAPID_PRIVATE_KEY: optional(z.string()),
  VAPID_SUBJECT: optional(z.string().regex(/^(mailto:|https:)/)),
  PUSH_HOSTS: optional(z.string()),
  IMAP_URL: optional(z.url({ protocol: /^imaps?$/ })),
  IMAP_MUNICIPALITY: optional(z.string()),
  IMAP_DONE_FOLDER: optional(z.string()),
  IMAP_POLL_SECONDS: z.coerce.number().int().min(1).default(30),
  LETTER_FOLDER: optional(z.string()),
  LETTER_MUNICIPALITY: optional(z.string()),
  EFORMIDLING_URL: optional(z.url({ protocol: /^https?$/ })),
  EFORMIDLING_USER: optional(z.string()),
  EFORMIDLING_PASSWORD: optional(z.string()),
  EFORMIDLING_MUNICIPALITY: optional(z.string()),
  EFORMIDLING_POLL_SECONDS: z.coerce.number().int().min(1).default(30),
  ALTINN_URL: optional(z.url()),
  ALTINN_TOKEN: optional(z.string()),
  ALTINN_RESOURCE_IDS: optional(z.string()),
  ALTINN_MUNICIPALITY: optional(z.string()),
  ALTINN_POLL_SECONDS: z.coerce.number().int().min(1).default(60),
  FIKS_ACCOUNT_IDS: optional(z.string()),
  FIKS_MUNICIPALITY: optional(z.string()),
  FIKS_INTEGRATION_ID: optional(z.string()),
  FIKS_INTEGRATION_PASSWORD: optional(z.string()),
  FIKS_AMQP_URL: z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.url({ protocol: /^amqps?$/ }).default('amqps://io.fiks.ks.no:5671'),
  ),
  FIKS_API_URL: z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.url({ protocol: /^https?$/ }).default('https://api.fiks.ks.no'),
  ),
  FIKS_CERTIFICATE_FILE: optional(z.string()),
  FIKS_CERTIFICATE_KEY_FILE: optional(z.string()),
  SMIME_KEY_FILE: optional(z.string()),
  SMIME_KEY_PASSPHRASE: optional(z.string()),
  PGP_KEY_FILE: optional(z.string()),
  PGP_KEY_PASSPHRASE: optional(z.string()),
  CLAMD_HOST: optional(z.string()),
  CLAMD_PORT: portOr(3310),
  MASKINPORTEN_ISSUER: z.preprocess((value) => (value === '' ? undefined : value), z.url().default('https://maskinporten.no/')),
  MASKINPORTEN_CLIENT_ID: optional(z.string()),
  MASKINPORTEN_KEY_ID: optional(z.string()),
  MASKINPORTEN_KEY_FILE: optional(z.string()),
  MASKINPORTEN_SYSTEM_USER_ORG: optional(z.string().regex(/^\d{9}$/)),
  HEARTBEAT_URL: optional(z.url({ protocol: /^https?$/ })),
  METRICS_TOKEN: optional(z.string().min(16)),
  AUDIT_BUDGET_SECONDS: z.preprocess((value) => (value === '' ? undefined : value), z.coerce.number().int().min(1).max(3000).default(60)),
  MOTTAK_COMMIT: optional(z.string()),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
});

export type Env = Omit<z.infer<typeof schema>, 'MOTTAK_MODE'> & {
  MOTTAK_MODE: 'demo' | 'production';
  /** Absolute. */
  DATA_DIR: string;
  /** Where people reach the web part; no slash at the end. */
  PUBLIC_URL: string;
};

export class EnvError extends Error {
  readonly code = 'env-invalid';
}

/**
 * Reads and checks the environment.
 *
 * Demo mode is the default only while no identity provider is named, so that naming one never leaves demo accounts open.
 * @throws EnvError with one line for each mistake, when a value is wrong or an example secret is used outside demo mode
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new EnvError(`The environment is not valid:\n${lines.join('\n')}`);
  }
  const env = parsed.data;
  const mode = env.MOTTAK_MODE ?? (env.OIDC_ISSUER ? 'production' : 'demo');
  if (mode === 'production') refuseUnsafe(env);
  return {
    ...env,
    MOTTAK_MODE: mode,
    DATA_DIR: path.resolve(/* turbopackIgnore: true */ env.DATA_DIR),
    PUBLIC_URL: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, ''),
  };
}

function refuseUnsafe(env: z.infer<typeof schema>): void {
  const missing = (['AUTH_SECRET', 'OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const).filter((name) => !env[name]);
  if (missing.length > 0) throw new EnvError(`Production mode needs ${missing.join(', ')}.`);
  const example = (['AUTH_SECRET', 'OIDC_CLIENT_SECRET'] as const).find((name) =>
    EXAMPLE_SECRETS.some((word) => env[name]?.startsWith(word)),
  );
  if (example) throw new EnvError(`${example} still has its value from .env.example: choose a secret of your own.`);
}

let current: Env | undefined;

/** The environment of this process, read once. */
export function env(): Env {
  current ??= parseEnv(process.env);
  return current;
}

/** What a child process needs of this process's environment, with some values replaced. */
export function childEnv(changes: Record<string, string | undefined> = {}): NodeJS.ProcessEnv {
  return { ...process.env, ...changes } as NodeJS.ProcessEnv;
}
