import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createTranslator } from 'use-intl/core';
import type { Locale } from './locales';

type Messages = Record<string, Record<string, unknown>>;

const cache = new Map<Locale, Messages>();

/** All texts of a language: one file of messages/<locale>/ is one namespace. */
export function messagesOf(locale: Locale): Messages {
  const known = cache.get(locale);
  if (known) return known;
  const folder = path.join(/* turbopackIgnore: true */ process.cwd(), 'messages', locale);
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  const messages = Object.fromEntries(files.map((file) => [file.slice(0, -5), JSON.parse(readFileSync(path.join(folder, file), 'utf8'))]));
  cache.set(locale, messages);
  return messages;
}

export type Translator = {
  (key: string, values?: Record<string, string | number | Date>): string;
  has(key: string): boolean;
};

/** Texts of one namespace in one language, for code that runs outside React: mail, public forms, commands. */
export function translator(locale: Locale, namespace: string): Translator {
  return createTranslator({ locale, messages: messagesOf(locale), namespace, onError: throwError }) as unknown as Translator;
}

function throwError(error: Error): never {
  throw error;
}
