import { fork } from 'node:child_process';
import path from 'node:path';
import type { Topology } from './cluster.js';
import type { WireFault } from './faults.js';

/** The wire server in a process of its own: its data survive the end of whoever uses it. */
export interface WireProcess {
  readonly uri: string;
  readonly port: number;
  /** Plants a fault. */
  fault(fault: WireFault): void;
  stop(): Promise<void>;
}

const KIT = path.join('tests', 'kit');
const START_MS = 20_000;

/** Starts it; needs the root of the repository as working folder. Throws an Error when it does not answer within 20 s. */
export async function startWireProcess(options: { readonly topology?: Topology } = {}): Promise<WireProcess> {
  const child = fork(path.join(KIT, 'mongo-wire', 'serve.ts'), [options.topology ?? 'replicaSet'], {
    execArgv: ['--import', `./${KIT.replaceAll(path.sep, '/')}/typescript.js`],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const line = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the wire server did not start')), START_MS);
    let text = '';
    child.stdout?.on('data', (data: Buffer) => {
      text += data.toString('utf8');
      const end = text.indexOf('\n');
      if (end < 0) return;
      clearTimeout(late);
      resolve(text.slice(0, end));
    });
    void ended.then(() => reject(new Error('the wire server ended')));
  });
  const { uri, port } = JSON.parse(line) as { readonly uri: string; readonly port: number };
  return {
    uri,
    port,
    fault: (fault) => void child.send(fault),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
