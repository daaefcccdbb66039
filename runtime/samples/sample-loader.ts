import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Office } from '../use-cases/office.js';
import { RequestProblem } from '../use-cases/request-problem.js';
import { progressOf } from './progress-line.js';

/** What became of the full set of sample data in this process. */
export type SampleState =
  | { readonly state: 'none' | 'failed' | 'loaded' }
  | { readonly state: 'loading'; readonly register: string; readonly done: number; readonly total: number };

/** Loads the full set in the background, once at a time. */
export interface SampleLoader {
  state(): SampleState;
  /** Begins, or lets go on what has begun. Throws RequestProblem FORBIDDEN outside of demo mode. */
  begin(userId: string): Promise<SampleState>;
}

/**
 * Makes the loader of an office. The work is done by the same program as `npm run sample-data`, in a process of its own that gives way to
 * this one, on the same store: people go on working meanwhile.
 */
export function createSampleLoader(office: Office): SampleLoader {
  let now: SampleState = { state: 'none' };
  const load = (): void => {
    const launcher = path.join(process.cwd(), 'runtime', 'launch', 'launch.cjs');
    const child = spawn(process.execPath, [launcher, 'tool', 'sample-data', '--progress'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said: string[] = [];
    child.on('spawn', () => setPriority(child.pid ?? 0, constants.priority.PRIORITY_BELOW_NORMAL));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const progress = progressOf(line);
      if (progress !== undefined) now = { state: 'loading', ...progress };
    });
    createInterface({ input: child.stderr }).on('line', (line) => said.push(line));
    const failed = (cause: unknown): void => {
      now = { state: 'failed' };
      office.log.error('samples-failed', { said: said.slice(-20).join('\n') }, cause);
    };
    child.on('error', failed);
    child.on('close', (code) => {
      if (code === 0) now = { state: 'loaded' };
      else failed(new Error(`the load ended with ${String(code)}`));
    });
  };
  return {
    state: () => now,
    begin: async (userId) => {
      if (office.mode !== 'demo') throw new RequestProblem('FORBIDDEN');
      if (now.state === 'loading') return now;
      now = { state: 'loading', register: '', done: 0, total: 0 };
      await office.audit.write({ actorId: userId, action: 'samples.loaded', facts: {} });
      load();
      return now;
    },
  };
}
