/** Runs `work` for `count` items over `lanes` lanes side by side and gives items per second. */
export async function throughput(count: number, lanes: number, work: (index: number, lane: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      for (let index = next++; index < count; index = next++) await work(index, lane);
    }),
  );
  return count / ((performance.now() - started) / 1000);
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The value below which this share of them lies. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export function row(name: string, values: Record<string, string | number>): void {
  process.stdout.write(`${JSON.stringify({ bench: name, ...values })}\n`);
}

/** Three significant digits: more would be noise. */
export function round(value: number): number {
  return Number(value.toPrecision(3));
}
