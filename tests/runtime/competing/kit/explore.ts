import { generator } from '../../../kit/random-run.js';
import type { Choose } from './stepper.js';

/** How thoroughly interleavings are tried. */
export interface Thoroughness {
  /** At most so many schedules. */
  readonly most: number;
  /** All schedules in which a process is interrupted at most so often, as far as `most` allows. */
  readonly interruptions: number;
  readonly seed: number;
}

/** What was tried. `complete`: every schedule with that few interruptions. */
export interface Explored {
  readonly schedules: number;
  readonly complete: boolean;
}

interface Decision {
  readonly count: number;
  readonly taken: number;
}

/**
 * Tries interleavings: first all in which a process is interrupted once, then all with the full number of interruptions (most races need
 * only one or two to show), each depth first and as far as its share of `most` goes; the rest of `most` goes to schedules drawn at random.
 */
export async function explore(
  how: Thoroughness,
  once: (choose: Choose, schedule: number) => Promise<void>,
): Promise<Explored> {
  let schedules = 0;
  let complete = false;
  for (const bound of new Set([1, how.interruptions])) {
    const share = bound === how.interruptions ? 0.8 : 0.4;
    let prefix: readonly number[] | undefined = [];
    while (prefix !== undefined && schedules < Math.ceil(how.most * share)) {
      const { choose, decisions } = following(prefix, bound);
      await once(choose, schedules);
      schedules += 1;
      prefix = nextPrefix(decisions);
    }
    complete = prefix === undefined;
  }
  const random = generator(how.seed);
  for (; schedules < how.most && !complete; schedules += 1) {
    const choose: Choose = (actors, last) =>
      last !== undefined && actors.includes(last) && random() < 0.5
        ? last
        : (actors[Math.floor(random() * actors.length)] ?? '');
    await once(choose, schedules);
  }
  return { schedules, complete };
}

function following(
  prefix: readonly number[],
  bound: number,
): { readonly choose: Choose; readonly decisions: readonly Decision[] } {
  const decisions: Decision[] = [];
  let interruptions = 0;
  const choose: Choose = (actors, last) => {
    const goesOn = last !== undefined && actors.includes(last);
    const usual = goesOn ? last : (actors[0] ?? '');
    const others = actors.filter((actor) => actor !== usual);
    const mayInterrupt = !goesOn || interruptions < bound;
    const options = mayInterrupt ? [usual, ...others] : [usual];
    const wanted = prefix[decisions.length] ?? 0;
    const taken = wanted < options.length ? wanted : 0;
    decisions.push({ count: options.length, taken });
    if (goesOn && taken > 0) interruptions += 1;
    return options[taken] ?? usual;
  };
  return { choose, decisions };
}

function nextPrefix(decisions: readonly Decision[]): readonly number[] | undefined {
  for (let at = decisions.length - 1; at >= 0; at -= 1) {
    const { count, taken } = decisions[at] ?? { count: 0, taken: 0 };
    if (taken + 1 < count) return [...decisions.slice(0, at).map((one) => one.taken), taken + 1];
  }
  return undefined;
}
