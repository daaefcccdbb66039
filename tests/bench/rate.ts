const SECONDS = Number(process.env['BENCH_SECONDS'] ?? '0.5');
const REPETITIONS = 5;

const median = (rates: readonly number[]): number =>
  [...rates].sort((a, b) => a - b)[Math.floor(rates.length / 2)] ?? 0;

/** Calls per second: the median of several timed repetitions after one warm-up. */
export function rateOf(run: (index: number) => unknown): number {
  const rates: number[] = [];
  for (let repetition = 0; repetition <= REPETITIONS; repetition += 1) {
    const begin = process.hrtime.bigint();
    let count = 0;
    let elapsed = 0;
    while (elapsed < SECONDS) {
      for (let turn = 0; turn < 16; turn += 1) run(count++);
      elapsed = Number(process.hrtime.bigint() - begin) / 1e9;
    }
    if (repetition > 0) rates.push(count / elapsed);
  }
  return median(rates);
}

/** The same for something that may answer with a promise; a synchronous answer is not awaited. */
export async function rateOfAsync(run: (index: number) => unknown): Promise<number> {
  const rates: number[] = [];
  for (let repetition = 0; repetition <= 3; repetition += 1) {
    const begin = process.hrtime.bigint();
    let count = 0;
    let elapsed = 0;
    while (elapsed < SECONDS) {
      const answer = run(count++);
      if (answer instanceof Promise) await answer;
      elapsed = Number(process.hrtime.bigint() - begin) / 1e9;
    }
    if (repetition > 0) rates.push(count / elapsed);
  }
  return median(rates);
}
