import { URGENCIES, type Urgency } from '../report';
import { FEATURE_BITS, type Features } from './features';
import { type LinearModel, softmax } from './linear-model';

export type Example = { features: Features; urgency: Urgency };
export type TrainOptions = { epochs: number; rate: number; decay: number; classWeights: Record<Urgency, number>; seed: number };

const TRAINING: TrainOptions = {
  epochs: 25,
  rate: 0.35,
  decay: 1e-4,
  // A missed acute costs more than one too many.
  classWeights: { acute: 1.6, high: 1, normal: 1, not_a_report: 1 },
  seed: 7,
};

const CLASSES = URGENCIES.length;

/**
 * Multinomial logistic regression by stochastic gradient descent with AdaGrad, features weighted 1/√count. The same examples in the
 * same order give the same model, byte for byte.
 */
export function trainModel(examples: readonly Example[], options: TrainOptions = TRAINING): LinearModel {
  const size = CLASSES << FEATURE_BITS;
  const weights = new Float32Array(size);
  const gradients = new Float32Array(size).fill(1e-2);
  const bias = new Array<number>(CLASSES).fill(0);
  const random = randomFrom(options.seed);
  const order = examples.map((_, index) => index);
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    shuffle(order, random);
    for (const index of order) learn({ weights, gradients, bias }, examples[index] as Example, options);
  }
  return quantised(weights, bias);
}

type State = { weights: Float32Array; gradients: Float32Array; bias: number[] };

function learn({ weights, gradients, bias }: State, { features, urgency }: Example, { rate, decay, classWeights }: TrainOptions): void {
  const { count, places } = features;
  const length = Math.sqrt(Math.max(1, count));
  const sums = new Array<number>(CLASSES).fill(0);
  for (let at = 0; at < count; at += 1) {
    const row = (places[at] as number) * CLASSES;
    for (let kind = 0; kind < CLASSES; kind += 1) sums[kind] = (sums[kind] as number) + (weights[row + kind] as number);
  }
  const likely = softmax(sums.map((sum, kind) => sum / length + (bias[kind] as number)));
  const wanted = URGENCIES.indexOf(urgency);
  const errors = likely.map((value, kind) => (value - (kind === wanted ? 1 : 0)) * classWeights[urgency]);
  for (let kind = 0; kind < CLASSES; kind += 1) bias[kind] = (bias[kind] as number) - 0.02 * (errors[kind] as number);
  for (let at = 0; at < count; at += 1) {
    const row = (places[at] as number) * CLASSES;
    for (let kind = 0; kind < CLASSES; kind += 1) {
      const place = row + kind;
      const gradient = (errors[kind] as number) / length + decay * (weights[place] as number);
      gradients[place] = (gradients[place] as number) + gradient * gradient;
      weights[place] = (weights[place] as number) - (rate * gradient) / Math.sqrt(gradients[place] as number);
    }
  }
}

function quantised(weights: Float32Array, bias: readonly number[]): LinearModel {
  let most = 0;
  for (const weight of weights) most = Math.max(most, Math.abs(weight));
  const scale = most / 127 || 1;
  return { weights: Int8Array.from(weights, (weight) => Math.round(weight / scale)), scale, bias: [...bias] };
}

/** A small generator of the same numbers each time (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffle(order: number[], random: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
}
