import type { PgBoss } from 'pg-boss';
import type { Clock } from '@/lib/clock';
import type { Database } from '@/lib/db/client';
import type { Door } from '@/lib/intake/receive-report';

export type Options = {
  json?: boolean;
  municipality?: string;
  name?: string;
  country?: string;
  phone?: string;
  role?: string;
  'duty-officer'?: boolean;
  'mail-address'?: string[];
  'resource-id'?: string[];
  received?: string;
  'weekday-reading'?: string;
  target?: string[];
  at?: string;
  weeks?: string;
  simulate?: boolean;
  'look-ahead'?: boolean;
  urgency?: string;
  hours?: string;
  folder?: string[];
  host?: string;
  port?: string;
  security?: string;
  user?: string;
  'done-folder'?: string;
  'token-url'?: string;
  'client-id'?: string;
  scope?: string[];
  address?: string[];
  expires?: string;
  add?: string[];
  close?: string[];
  'old-domain'?: string[];
};

/** What every command has: what was typed, where results go and where messages go. */
export type BareContext = {
  options: Options;
  print(line: unknown): void;
  complain(message: string): void;
};

export type CommandContext = BareContext & Database & { clock: Clock; door: Door; jobs: PgBoss };

/** Exit codes: 0 done, 1 part of it failed or not found, 2 wrong use, 78 wrong environment, 69 no database. */
export const EXIT = { done: 0, failed: 1, usage: 2, unavailable: 69, environment: 78 } as const;
