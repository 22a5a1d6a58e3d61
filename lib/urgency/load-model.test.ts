import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { featuresOf } from '@/lib/domain/urgency/features';
import { writeModel } from '@/lib/domain/urgency/linear-model';
import { trainModel } from '@/lib/domain/urgency/train-model';
import { wordsOf } from '@/lib/domain/urgency/words';
import { urgencyModel } from './load-model';

const FOLDER = 'data/urgency';

describe('the model that comes with Mottak', () => {
  it('is what its texts give, byte for byte, and nothing else went into it', () => {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.jsonl') && !name.startsWith('test-'));
    const texts = files.flatMap((name) =>
      readFileSync(`${FOLDER}/${name}`, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    );
    expect(texts.length).toBeGreaterThan(200);
    const trained = trainModel(
      texts.map(({ subject, body, label }) => ({ features: featuresOf(wordsOf(`${subject}\n\n${body}`)), urgency: label })),
    );
    expect(Buffer.from(writeModel(trained)).equals(readFileSync(`${FOLDER}/model.bin`))).toBe(true);
    expect(urgencyModel()?.weights).toEqual(trained.weights);
  }, 60_000);

  it('was trained on texts whose deciding words stand in them, each once', () => {
    const lines = readFileSync(`${FOLDER}/c.jsonl`, 'utf8').split('\n').filter(Boolean);
    const texts = lines.map((line) => JSON.parse(line));
    expect(new Set(texts.map(({ id }) => id)).size).toBe(texts.length);
    const astray = texts.filter(({ subject, body, passages }) =>
      passages.some((passage: string) => !body.includes(passage) && !subject.includes(passage)),
    );
    expect(astray.map(({ id }) => id)).toEqual([]);
  });
});
