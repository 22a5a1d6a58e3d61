import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { URGENCIES, type Urgency } from '@/lib/domain/report';
import { explain, THRESHOLDS } from '@/lib/domain/urgency/classify';
import { featuresOf } from '@/lib/domain/urgency/features';
import { type LinearModel, writeModel } from '@/lib/domain/urgency/linear-model';
import { trainModel } from '@/lib/domain/urgency/train-model';
import { wordsOf } from '@/lib/domain/urgency/words';

/**
 * `npm run train-urgency`: trains the model of words from the texts in data/urgency, writes data/urgency/model.bin, and prints figures
 * as JSON lines: each batch of authors scored by a model of the others; files named test-* are never trained on.
 */
type Text = { id: string; lang: string; subject: string; body: string; label: Urgency; kind: string };
const FOLDER = path.resolve('data', 'urgency');

const read = (file: string): Text[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.jsonl'));
const batches = new Map(files.map((name) => [name, read(path.join(FOLDER, name))]));
const training = files.filter((name) => !name.startsWith('test-'));
const textsOf = (names: string[]) => names.flatMap((name) => batches.get(name) ?? []);

const train = (texts: Text[]) =>
  trainModel(texts.map(({ subject, body, label }) => ({ features: featuresOf(wordsOf(`${subject}\n\n${body}`)), urgency: label })));

function judge({ subject, body }: Text, model?: LinearModel): Urgency {
  const report = { subject, text: body, flags: [], readStatus: 'read' as const, children: [], receivedAt: new Date(0) };
  return explain(report, model).urgency;
}

const FOLDS = 5;

/** Each text judged by a model of the others' folds: what the rules and the model do with texts that neither has seen. */
function folded(texts: Text[]): (Text & { said: Urgency })[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    const by = train(texts.filter((_, index) => index % FOLDS !== fold));
    return texts.filter((_, index) => index % FOLDS === fold).map((text) => ({ ...text, said: judge(text, by) }));
  }).flat();
}

const model = train(textsOf(training));
writeFileSync(path.join(FOLDER, 'model.bin'), writeModel(model));
print('thresholds', THRESHOLDS);
print('all training texts, in five folds', summary(folded(textsOf(training))));
print('all training texts, rules alone', figures(textsOf(training)));
for (const name of training) {
  const others = training.filter((other) => other !== name);
  if (others.length > 0) print(`${name}, by a model of the other batches`, figures(batches.get(name) ?? [], train(textsOf(others))));
}
for (const name of files.filter((each) => !training.includes(each))) {
  print(`${name}, never trained on`, figures(batches.get(name) ?? [], model));
  print(`${name}, rules alone`, figures(batches.get(name) ?? []));
}
for (const file of process.argv.slice(2)) {
  print(`${path.basename(file)}, never trained on`, figures(read(file), model));
  print(`${path.basename(file)}, rules alone`, figures(read(file)));
}

function print(name: string, value: object): void {
  process.stdout.write(`${JSON.stringify({ name, ...value })}\n`);
}

function figures(texts: Text[], by?: LinearModel) {
  return summary(texts.map((text) => ({ ...text, said: judge(text, by) })));
}

function summary(pairs: (Text & { said: Urgency })[]) {
  const byLanguage = Object.fromEntries(
    [...new Set(pairs.map(({ lang }) => lang))].sort().map((lang) => [lang, acute(pairs.filter((pair) => pair.lang === lang))]),
  );
  return { texts: pairs.length, acute: acute(pairs), highOrAbove: recallAbove(pairs), macroF1: macroF1(pairs), byLanguage };
}

type Pair = { label: Urgency; said: Urgency };

function acute(pairs: Pair[]) {
  const { recall, precision } = measure(pairs, 'acute');
  const missed = pairs.filter(({ label }) => label === 'acute').length;
  return { recall, precision, of: missed };
}

function measure(pairs: Pair[], urgency: Urgency) {
  const right = pairs.filter(({ label, said }) => label === urgency && said === urgency).length;
  const share = (all: number) => (all === 0 ? 1 : Number((right / all).toFixed(3)));
  const precision = share(pairs.filter(({ said }) => said === urgency).length);
  const recall = share(pairs.filter(({ label }) => label === urgency).length);
  return { recall, precision, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

function recallAbove(pairs: Pair[]): number {
  const serious = pairs.filter(({ label }) => label === 'acute' || label === 'high');
  const found = serious.filter(({ said }) => said === 'acute' || said === 'high').length;
  return Number((found / Math.max(1, serious.length)).toFixed(3));
}

function macroF1(pairs: Pair[]): number {
  const sum = URGENCIES.reduce((total, urgency) => total + measure(pairs, urgency).f1, 0);
  return Number((sum / URGENCIES.length).toFixed(3));
}
