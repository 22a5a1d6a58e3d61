import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULE_IDS } from './rule';

describe('the sentence that staff read for a rule', () => {
  it.each(['da', 'nb', 'nn', 'sv', 'en'])('stands in %s for every rule that can be a reason, and for no other', (locale) => {
    const file = path.resolve('messages', locale, 'rules.json');
    const sentences = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    expect(Object.keys(sentences).sort()).toEqual([...RULE_IDS].sort());
    for (const sentence of Object.values(sentences)) expect(sentence.trim().length).toBeGreaterThan(4);
  });
});
