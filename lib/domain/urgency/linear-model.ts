import { URGENCIES, type Urgency } from '../report';
import { FEATURE_BITS, type Features } from './features';

/** Weights of every feature for every urgency, each in one byte; `scale` makes them numbers again. */
export type LinearModel = { weights: Int8Array; scale: number; bias: readonly number[] };

const CLASSES = URGENCIES.length;
const HEAD_BYTES = 4 * (2 + CLASSES);
const MAGIC = 0x4d4f5431;

/** How likely each urgency is by the model, in the order of URGENCIES. */
export function probabilities(model: LinearModel, { count, places }: Features): number[] {
  const sums = new Float64Array(CLASSES);
  for (let at = 0; at < count; at += 1) {
    const row = (places[at] as number) * CLASSES;
    for (let kind = 0; kind < CLASSES; kind += 1) sums[kind] = (sums[kind] as number) + (model.weights[row + kind] as number);
  }
  const length = Math.sqrt(Math.max(1, count));
  return softmax(Array.from(sums, (sum, kind) => (sum * model.scale) / length + (model.bias[kind] ?? 0)));
}

export function softmax(values: readonly number[]): number[] {
  const most = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** The word whose features speak most for an urgency against the others; -1 when none does. */
export function strongestWord(model: LinearModel, { count, places, words }: Features, urgency: Urgency): number {
  const wanted = URGENCIES.indexOf(urgency);
  const points = new Map<number, number>();
  for (let at = 0; at < count; at += 1) {
    const row = (places[at] as number) * CLASSES;
    let others = 0;
    for (let kind = 0; kind < CLASSES; kind += 1) others += kind === wanted ? 0 : (model.weights[row + kind] as number);
    const word = words[at] as number;
    points.set(word, (points.get(word) ?? 0) + (model.weights[row + wanted] as number) - others / (CLASSES - 1));
  }
  let best = -1;
  for (const [word, value] of points) if (value > 0 && (best < 0 || value > (points.get(best) ?? 0))) best = word;
  return best;
}

/** The bytes of a model: a head, then the weights. */
export function writeModel({ weights, scale, bias }: LinearModel): Uint8Array {
  const bytes = new Uint8Array(HEAD_BYTES + weights.length);
  const head = new DataView(bytes.buffer);
  head.setUint32(0, MAGIC);
  head.setFloat32(4, scale);
  bias.forEach((value, kind) => void head.setFloat32(8 + 4 * kind, value));
  bytes.set(new Uint8Array(weights.buffer, weights.byteOffset, weights.length), HEAD_BYTES);
  return bytes;
}

/** @throws Error when the bytes are no model of this version */
export function readModel(bytes: Uint8Array): LinearModel {
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength !== HEAD_BYTES + (CLASSES << FEATURE_BITS) || head.getUint32(0) !== MAGIC) throw new Error('not a model');
  const bias = URGENCIES.map((_, kind) => head.getFloat32(8 + 4 * kind));
  return { weights: Int8Array.from(bytes.subarray(HEAD_BYTES)), scale: head.getFloat32(4), bias };
}
