import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { someDefinitions } from '../../kit/some-definitions.js';

/** A server process that runs from the sources. */
export interface SourceServer {
  readonly base: string;
  /** Resolves with the exit code, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
  output(): string;
  signal(name: NodeJS.Signals): void;
}

/** Starts a server in demo mode with the licence's package over a data folder, and waits until it is ready. Throws with what it printed when it does not become so. */
export async function startSourceServer(
  port: number,
  dataFolder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<SourceServer> {
  const shipped = mkdtempSync(path.join(tmpdir(), 'yizhan-shipped-'));
  const child = spawn(process.execPath, ['--import', './tests/kit/typescript.js', 'runtime/main.ts'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_ENV: 'production',
      PORT: String(port),
      YIZHAN_DATA: dataFolder,
      YIZHAN_DEFINITIONS: someDefinitions(shipped, ['food-license-new']),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
  const ended = new Promise<number | string>((resolve) =>
    child.once('close', (code, signal) => {
      rmSync(shipped, { recursive: true, force: true });
      resolve(code ?? signal ?? 'gone');
    }),
  );
  const base = `http://127.0.0.1:${port}`;
  for (let waited = 0; waited < 90_000; waited += 100) {
    if (child.exitCode !== null) break;
    const ready = await fetch(`${base}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return { base, ended, output: () => printed, signal: (name) => void child.kill(name) };
    await pause(100);
  }
  child.kill('SIGKILL');
  throw new Error(`the server did not become ready:\n${printed}`);
}
