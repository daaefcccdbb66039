import type { Clock } from '../seams/clock.js';
import type { Log } from '../seams/log.js';
import { PlatformError } from '../seams/platform-error.js';
import type { Background } from './background.js';

const LOOK_MS = 2000;

/** The start of an office, step by step. */
export interface Opening {
  /** Does a step that may write and may be done again; without room in the store it is left for later. Throws what it throws otherwise. */
  step(name: string, work: () => Promise<void>): Promise<void>;
  /** Does what was left, in its order, when there is room again. */
  readonly later: Background;
}

/** Makes the opening: an office whose disk is full comes up and reads, and makes up for what it could not write. */
export function createOpening({ clock, log }: { readonly clock: Clock; readonly log: Log }): Opening {
  const left: { readonly name: string; readonly work: () => Promise<void> }[] = [];
  let stopped = false;
  let cancel: () => void = () => undefined;
  let running: Promise<void> = Promise.resolve();

  const makeUp = async (): Promise<void> => {
    for (let [next] = left; next !== undefined && !stopped; [next] = left) {
      try {
        await next.work();
        log.info('start-step-made-up', { step: next.name });
      } catch (error) {
        if (isFull(error)) break;
        log.error('start-step-failed', { step: next.name }, error);
      }
      left.shift();
    }
    if (left.length > 0 && !stopped) cancel = clock.after(LOOK_MS, () => void (running = makeUp()));
  };

  return {
    step: async (name, work) => {
      try {
        await work();
      } catch (error) {
        if (!isFull(error)) throw error;
        log.warn('start-step-left', { step: name });
        left.push({ name, work });
      }
    },
    later: {
      start: () => {
        if (left.length > 0) cancel = clock.after(LOOK_MS, () => void (running = makeUp()));
      },
      stop: async () => {
        stopped = true;
        cancel();
        await running;
      },
    },
  };
}

function isFull(error: unknown): boolean {
  return error instanceof PlatformError && error.code === 'STORE_FULL';
}
