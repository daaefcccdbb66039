import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const MAIN = path.join(ROOT, '.build', 'server', 'runtime', 'main.js');
const READY_MS = 60_000;
const STOP_MS = 10_000;

/** How a server process ended, and all it printed. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

/** One process of the built server. */
export interface ServerProcess {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** What it has printed so far, both streams in the order they came. */
  output(): string;
  /** Resolves true when `/readyz` says yes, false when the process ended before. Rejects when it does neither within a minute. */
  ready(): Promise<boolean>;
  /** Ends it as an operator would (SIGTERM). */
  stop(): Promise<Ended>;
}

/** What one process is given. `now` (ms since the epoch) sets its clock, which then runs on at the usual speed; absent: the real time. */
export interface ServerOptions {
  readonly port: number;
  readonly dataFolder: string;
  readonly now?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the built server. Throws when nothing is built (`npm test` builds first). */
export function startServer({ port, dataFolder, now, env = {} }: ServerOptions): ServerProcess {
  if (!existsSync(MAIN)) throw new Error('nothing is built: run `npm run build` first');
  const child = spawn(process.execPath, [...(now === undefined ? [] : clockAt(now)), MAIN], {
    cwd: ROOT,
    env: { ...withoutOurs(process.env), NODE_ENV: 'production', PORT: String(port), YIZHAN_DATA: dataFolder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => printed.push(chunk.toString('utf8')));
  const output = (): string => printed.join('');
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, output: output() }));
  });
  return {
    pid: child.pid ?? 0,
    ended,
    output,
    ready: () => untilReady(child, port, output),
    stop: async () => {
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      child.kill('SIGTERM');
      const end = await ended;
      clearTimeout(late);
      return end;
    },
  };
}

/** A new folder for data, and how to remove it. */
export function temporaryFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'yizhan-acceptance-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A pause of `ms`. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function untilReady(child: ChildProcess, port: number, output: () => string): Promise<boolean> {
  const latest = Date.now() + READY_MS;
  while (Date.now() < latest) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    const reply = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    await reply?.arrayBuffer().catch(() => undefined);
    if (reply?.ok === true) return true;
    await pause(25);
  }
  throw new Error(`the server was not ready in ${READY_MS} ms:\n${output()}`);
}

/** Arguments that let the process begin at `now`: calendar, limits and certificates of a test do not depend on the day it runs. */
function clockAt(now: number): readonly string[] {
  const shift = now - Date.now();
  const script = `const Real = Date; const shift = ${shift};
globalThis.Date = class Date extends Real {
  constructor(...parts) { super(...(parts.length === 0 ? [Real.now() + shift] : parts)); }
  static now() { return Real.now() + shift; }
};`;
  return ['--import', `data:text/javascript,${encodeURIComponent(script)}`];
}

function withoutOurs(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([key, value]) =>
      value === undefined || /^(YIZHAN_|MONGODB_URI$|PORT$|HOST$|PUBLIC_URL$|NODE_OPTIONS$)/.test(key)
        ? []
        : [[key, value]],
    ),
  );
}
