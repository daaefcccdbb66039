import { spawn, type ChildProcess } from 'node:child_process';

/** A process of `job-child.ts`, with what it has said so far. */
export interface JobProcess {
  readonly child: ChildProcess;
  readonly lines: readonly string[];
  /** Resolves when a line begins like this, at once when there is one; rejects after `ms`. */
  says(start: string, ms?: number): Promise<string>;
  readonly gone: Promise<void>;
}

/** Starts one on an embedded store. */
export function startJobProcess(file: string, leaseMs: number): JobProcess {
  const child = spawn(
    process.execPath,
    ['--import', './tests/kit/typescript.js', 'tests/faults/kit/job-child.ts', file, String(leaseMs)],
    { stdio: ['pipe', 'pipe', 'ignore'] },
  );
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    for (const listen of [...listeners]) listen();
  });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    child,
    lines,
    gone,
    says: (start, ms = 30_000) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const line = lines.find((one) => one.startsWith(start));
          if (line === undefined) return;
          clearTimeout(timer);
          listeners.delete(look);
          resolve(line);
        };
        const timer = setTimeout(() => {
          listeners.delete(look);
          reject(new Error(`it never said ${start}: ${lines.join(' | ')}`));
        }, ms);
        listeners.add(look);
        look();
      }),
  };
}
