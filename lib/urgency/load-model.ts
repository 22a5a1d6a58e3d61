import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type LinearModel, readModel } from '@/lib/domain/urgency/linear-model';

let loaded: { model: LinearModel | undefined } | undefined;

/**
 * The model of words in data/urgency/model.bin, written by `npm run train-urgency`; read once. Without the file the rules judge alone.
 * @throws Error when the file is no model of this version
 */
export function urgencyModel(): LinearModel | undefined {
  const file = path.join(process.cwd(), 'data', 'urgency', 'model.bin');
  loaded ??= { model: existsSync(file) ? readModel(readFileSync(file)) : undefined };
  return loaded.model;
}
