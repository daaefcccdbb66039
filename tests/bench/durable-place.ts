import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Store } from '../../runtime/seams/store.js';
import { openEmbeddedStore } from '../../runtime/store/embedded/open-embedded-store.js';
import { openMongo } from '../../runtime/store/mongo/open-mongo-store.js';

/** Where records lie while they are counted: a file, or the address of a database. */
export interface Place {
  readonly kind: 'embedded' | 'mongo';
  readonly at: string;
  dispose(): void;
}

/** Opens the store of a place. */
export async function openPlace({ kind, at }: Pick<Place, 'kind' | 'at'>): Promise<Store> {
  return kind === 'embedded' ? openEmbeddedStore({ file: at }) : (await openMongo(at)).store;
}

/**
 * A new place. `mongo` is the server that MONGODB_URI names, else the wire server of the tests in a process of its own, which keeps
 * everything in memory: then the figure tells of the way there, not of a disk.
 */
export async function newPlace(kind: Place['kind']): Promise<Place> {
  if (kind === 'embedded') {
    const folder = mkdtempSync(path.join(tmpdir(), 'yizhan-durable-'));
    return {
      kind,
      at: path.join(folder, 'store.sqlite'),
      dispose: () => rmSync(folder, { recursive: true, force: true }),
    };
  }
  const name = `yizhan-bench-${String(Date.now())}`;
  const given = process.env['MONGODB_URI'];
  if (given !== undefined) return { kind, at: `${given.replace(/\/[^/]*$/, '')}/${name}`, dispose: () => undefined };
  const child = fork(path.join('tests', 'kit', 'mongo-wire', 'serve.ts'), ['replicaSet'], {
    execArgv: ['--import', './tests/kit/typescript.js'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const line = await new Promise<string>((resolve) => {
    child.stdout?.once('data', (data: Buffer) => resolve(data.toString('utf8')));
  });
  const { uri } = JSON.parse(line) as { readonly uri: string };
  return { kind, at: uri.replace(/(:\d+)\/?(\?|$)/, `$1/${name}$2`), dispose: () => child.kill('SIGTERM') };
}
