import { completeOne, grownProgram, programOf, start } from './ours.js';
import { say } from './peers.js';
import { crowd, vast } from './workloads.js';

const SIZES = [10, 100, 1_000, 10_000];

/** Median microseconds of a call, over as many calls as half a second takes, at least five. */
function micros(run: () => unknown): number {
  const times: number[] = [];
  const until = process.hrtime.bigint() + 500_000_000n;
  while (times.length < 5 || process.hrtime.bigint() < until) {
    const begin = process.hrtime.bigint();
    run();
    times.push(Number(process.hrtime.bigint() - begin) / 1000);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

/** Exponent of the power law between the first and the last size: 0 is flat, 1 grows with the size. */
function slope(costs: readonly number[]): number {
  const [first = 1] = costs;
  const last = costs.at(-1) ?? first;
  return Math.log(last / first) / Math.log((SIZES.at(-1) ?? 1) / (SIZES[0] ?? 1));
}

function print(title: string, costs: readonly number[]): void {
  const shown = costs.map((cost, index) => `${SIZES[index]?.toLocaleString('en')}: ${cost.toPrecision(3)} µs`);
  say(`growth of ${title}: ${shown.join(', ')}; slope ${slope(costs).toFixed(2)}`);
}

/** Prints how the cost of a step grows with the size of the model and with the number of live tokens. */
export async function growth(): Promise<void> {
  const stepping: number[] = [];
  const crowding: number[] = [];
  const completing: number[] = [];
  for (const size of SIZES) {
    const program = await grownProgram(vast(2), 'far1', size);
    stepping.push(micros(() => start(program, {})) / 22);
    const wide = await programOf(crowd(size));
    crowding.push(micros(() => start(wide, {})) / size);
    const { state } = start(wide, {});
    completing.push(micros(() => completeOne(wide, state)));
  }
  print('a step, by elements of the model', stepping);
  print('starting, for each token', crowding);
  print('claiming and completing one of so many tokens', completing);
}
