import type { Writable } from 'node:stream';

/**
 * Resolves when everything written so far was taken by whoever reads it, or its reader has gone. A process that ends before loses
 * what a slow reader has not taken yet, and says 0 nevertheless.
 */
export function outputTaken(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    stream.on('error', () => undefined);
    // The callback comes after all earlier writes, and with an error when there is nobody to take them.
    stream.write('', () => resolve());
  });
}
