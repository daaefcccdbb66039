import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../kit/free-port.js';
import { someDefinitions } from '../../kit/some-definitions.js';

const root = new URL('../../../', import.meta.url);

/** The root of the repository. */
export const ROOT = fileURLToPath(root);

const MAIN = path.join(ROOT, '.build', 'server', 'runtime', 'main.js');
const READY_MS = 60_000;
const STOP_MS = 10_000;

/** The built product while it runs: its address, its data folder, what it has printed and the warnings it has logged so far. */
export interface Product {
  readonly url: string;
  readonly dataFolder: string;
  log(): string;
  /** Stops the server as an operator would (SIGTERM); its data stay until `dispose`. */
  stop(): Promise<void>;
  /** Stops the server and removes its data. */
  dispose(): Promise<void>;
}

/**
 * Starts the built server on a free port of loopback with an empty data folder of its own, and waits until it says it is ready. `packages`:
 * only these shipped packages and what they require, so that it starts quickly; all when absent.
 */
export async function startProduct({ packages }: { readonly packages?: readonly string[] } = {}): Promise<Product> {
  if (!existsSync(MAIN)) throw new Error('nothing is built: run `npm run build` first');
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'yizhan-browser-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const printed: string[] = [];
  const child = spawn(process.execPath, ['--enable-source-maps', MAIN], {
    cwd: ROOT,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      YIZHAN_DATA: dataFolder,
      ...(packages === undefined ? {} : { YIZHAN_DEFINITIONS: someDefinitions(dataFolder, packages) }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  const log = (): string => {
    const file = path.join(dataFolder, 'log', 'yizhan.log');
    const written = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    return [printed.join(''), ...written.filter((line) => /"level":(40|50|60|"warn"|"error")/.test(line))].join('\n');
  };
  const stop = (): Promise<void> => stopChild(child);
  await waitUntilReady({ url, child, log }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    url,
    dataFolder,
    log,
    stop,
    dispose: async () => {
      await stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

async function waitUntilReady(input: {
  readonly url: string;
  readonly child: ChildProcess;
  readonly log: () => string;
}): Promise<void> {
  const { url, child, log } = input;
  const latest = Date.now() + READY_MS;
  while (Date.now() < latest) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${log()}`);
    const reply = await fetch(`${url}/readyz`).catch(() => undefined);
    if (reply?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the server was not ready in ${READY_MS} ms:\n${log()}`);
}

function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const kill = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    child.once('exit', () => {
      clearTimeout(kill);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
