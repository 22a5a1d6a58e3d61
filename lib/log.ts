import pino from 'pino';
import { env } from '@/lib/env';

let current: pino.Logger | undefined;

/**
 * The process's log, on standard error as JSON lines.
 * Log identifiers and codes, never texts, names, addresses or subjects of reports.
 */
export function log(): pino.Logger {
  current ??= pino({ level: env().LOG_LEVEL, base: { pid: process.pid } }, pino.destination({ fd: 2, sync: true }));
  return current;
}

/** What may be logged of an error: its class and code, never its message, which may quote what was received. */
export function errorCode(error: unknown): { error: string; code?: string } {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' || typeof code === 'number' ? { error: error.name, code: String(code) } : { error: error.name };
}
