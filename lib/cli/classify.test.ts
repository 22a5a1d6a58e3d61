import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';

type Answer = {
  id: string;
  urgency: string;
  lang: string;
  score: number;
  reasons: { text: string; start: number; end: number; rule: string; in: string }[];
};

/** The command as it is typed, with these lines on its standard input; the environment names no database. */
async function classify(lines: string[]): Promise<{ answers: Answer[]; code: number; complaints: string }> {
  const { DATABASE_URL, ...env } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/mottak.ts', 'classify'], { env });
  let out = '';
  let complaints = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    complaints += chunk;
  });
  child.stdin.end(lines.join('\n'));
  const code = await new Promise<number>((resolve) => child.once('close', resolve));
  const answers = out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return { answers, code, complaints };
}

const line = (id: string, body: string, subject = '') => JSON.stringify({ id, subject, body, channel: 'email' });

describe('mottak classify', () => {
  it('gives each line its urgency and language, and each reason the very words at their place, with emoji and split letters too', async () => {
    const bodies: Record<string, string> = {
      da: 'Hej 👋🏽\n\nHan siger, at hun ikke tør gå hjem, og far venter udenfor.',
      sv: 'Han har en kniv och flickan gömmer sig på toaletten.'.normalize('NFD'),
      en: 'The meeting about the garden is on Monday, and the weather is nice.',
    };
    const { answers, code } = await classify([
      ...Object.entries(bodies).map(([id, body]) => line(id, body)),
      line('subject', 'Se ovenfor.', 'HASTER'),
    ]);
    expect(code).toBe(0);
    expect(answers.map(({ id }) => id)).toEqual(['da', 'sv', 'en', 'subject']);
    expect(answers.slice(0, 2)).toMatchObject([
      { urgency: 'acute', lang: 'da' },
      { urgency: 'acute', lang: 'sv' },
    ]);
    expect(answers[2]?.lang).toBe('en');
    for (const { id, reasons } of answers.slice(0, 3))
      for (const { text, start, end } of reasons) expect([...(bodies[id] ?? '')].slice(start, end).join('')).toBe(text);
    expect(answers[0]?.reasons.find(({ rule }) => rule === 'afraid-to-go-home')?.text).toContain('tør gå hjem');
    expect(answers[1]?.reasons.some(({ text }) => text.normalize('NFC').includes('kniv'))).toBe(true);
    for (const { score, urgency } of answers) expect(score >= 0.5).toBe(urgency === 'acute');
  });

  it('goes on after a line that is none, names it, and says so by its exit code; an empty report is acute', async () => {
    const { answers, code, complaints } = await classify(['no json', line('empty', ' '), '', '{"subject":"x"}']);
    expect(answers).toMatchObject([{ id: 'empty', urgency: 'acute', reasons: [{ rule: 'empty-body', text: '', start: 0, end: 0 }] }]);
    expect(code).toBe(1);
    expect(complaints).toBe('line 1: not an object with id, subject and body\nline 4: not an object with id, subject and body\n');
  });
});
