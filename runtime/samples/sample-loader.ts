import { dateOf } from '../../engine/index.js';
import type { Office } from '../use-cases/office.js';
import { RequestProblem } from '../use-cases/request-problem.js';
import { loadSamples } from './load-samples.js';

/** What became of the full set of sample data in this process. */
export type SampleState =
  | { readonly state: 'none' | 'failed' }
  | { readonly state: 'loading'; readonly register: string; readonly done: number; readonly total: number }
  | { readonly state: 'loaded'; readonly added: number; readonly total: number };

/** Loads the full set in the background, once at a time. */
export interface SampleLoader {
  state(): SampleState;
  /** Begins, or lets go on what has begun. Throws RequestProblem FORBIDDEN outside of demo mode. */
  begin(userId: string): Promise<SampleState>;
}

/** Makes the loader of an office. */
export function createSampleLoader(office: Office): SampleLoader {
  let now: SampleState = { state: 'none' };
  const load = async (): Promise<void> => {
    try {
      const { added, total } = await loadSamples({
        registers: office.registers,
        packages: office.packages,
        today: dateOf(office.calendar, office.clock.now()),
        tell: (progress) => {
          now = { state: 'loading', ...progress };
          // Requests of others pass between the rows.
          return new Promise((resolve) => setImmediate(resolve));
        },
      });
      now = { state: 'loaded', added, total };
    } catch (error) {
      now = { state: 'failed' };
      office.log.error('samples-failed', {}, error);
    }
  };
  return {
    state: () => now,
    begin: async (userId) => {
      if (office.mode !== 'demo') throw new RequestProblem('FORBIDDEN');
      if (now.state === 'loading') return now;
      now = { state: 'loading', register: '', done: 0, total: 0 };
      await office.audit.write({ actorId: userId, action: 'samples.loaded', facts: {} });
      void load();
      return now;
    },
  };
}
