import { spawn, type ChildProcess } from 'node:child_process';

/** A job that a process has begun. `at`: ms of the monotonic clock of the test. */
export interface Begun {
  readonly key: string;
  readonly attempt: number;
  readonly at: number;
  readonly by: number;
}

/** A process of `host-child.ts`. */
export interface HostProcess {
  readonly child: ChildProcess;
  /** Resolves when it serves; rejects when it ends before. */
  readonly open: Promise<void>;
  readonly gone: Promise<void>;
  /** Answers what the process answers, or `undefined` when it died before. */
  ask(op: 'start' | 'finish' | 'repair', id: string): Promise<string | undefined>;
}

/** All processes of one test, what they began, and what went wrong in them. */
export interface HostProcesses {
  start(): HostProcess;
  readonly begun: readonly Begun[];
  readonly errors: readonly string[];
  stopAll(): Promise<void>;
}

/** Makes processes on one place: the file of an embedded store or a MongoDB URI. */
export function hostProcesses(place: string, leaseMs: number): HostProcesses {
  const all = new Set<HostProcess>();
  const begun: Begun[] = [];
  const errors: string[] = [];
  let serial = 0;

  const start = (): HostProcess => {
    const child = spawn(
      process.execPath,
      ['--import', './tests/kit/typescript.js', 'tests/faults/kit/host-child.ts', place, String(leaseMs)],
      { stdio: ['pipe', 'pipe', 'pipe'] },
    );
    const waiting = new Map<number, (answer: string | undefined) => void>();
    let opened: () => void = () => undefined;
    let failed: (error: Error) => void = () => undefined;
    const open = new Promise<void>((resolve, reject) => {
      opened = resolve;
      failed = reject;
    });
    open.catch(() => undefined);
    const heard = (line: string): void => {
      const told = JSON.parse(line) as {
        readonly open?: number;
        readonly begun?: string;
        readonly attempt?: number;
        readonly n?: number;
        readonly answer?: string;
        readonly error?: string;
        readonly cause?: string;
      };
      if (told.open !== undefined) opened();
      if (told.begun !== undefined)
        begun.push({ key: told.begun, attempt: told.attempt ?? 0, at: performance.now(), by: child.pid ?? 0 });
      if (told.error !== undefined) errors.push(`${told.error} ${String(told.cause)}`);
      if (told.n !== undefined) {
        waiting.get(told.n)?.(told.answer);
        waiting.delete(told.n);
      }
    };
    let rest = '';
    let noise = '';
    child.stdout.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('utf8')).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(heard);
    });
    child.stderr.on('data', (chunk: Buffer) => (noise += chunk.toString('utf8')));
    child.stdin.on('error', () => undefined);
    const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
    void gone.then(() => {
      all.delete(made);
      failed(new Error(`a process ended before it served: ${noise}`));
      for (const answer of waiting.values()) answer(undefined);
      waiting.clear();
    });
    const made: HostProcess = {
      child,
      open,
      gone,
      ask: (op, id) =>
        new Promise((resolve) => {
          if (child.exitCode !== null || child.signalCode !== null) return resolve(undefined);
          serial += 1;
          waiting.set(serial, resolve);
          child.stdin.write(`${JSON.stringify({ n: serial, op, id })}\n`);
        }),
    };
    all.add(made);
    return made;
  };

  return {
    start,
    begun,
    errors,
    stopAll: async () => {
      const ends = [...all].map((one) => {
        one.child.kill('SIGKILL');
        return one.gone;
      });
      await Promise.all(ends);
    },
  };
}
