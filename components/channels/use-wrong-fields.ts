'use client';

import { useTranslations } from 'next-intl';
import { ApiError } from '@/components/queue/call-api';

/** What is wrong with a field, in the reader's language; undefined: nothing. */
export function useWrongFields(error: unknown): (name: string) => string | undefined {
  const t = useTranslations('channels.wrong');
  const fields = error instanceof ApiError ? error.fields : {};
  return (name) => {
    // A list says which of its lines is wrong: "mailAddresses.2".
    const found = Object.entries(fields).find(([field]) => field === name || field.startsWith(`${name}.`));
    if (!found) return undefined;
    const [field, code] = found;
    const line = Number(field.slice(name.length + 1));
    if (field !== name && Number.isInteger(line)) return t('line', { number: line + 1 });
    return t.has(code) ? t(code) : t('field');
  };
}
