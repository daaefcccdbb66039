import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Workload } from './workloads.js';

/** One engine beside ours. Both answer whether the instance has ended, maybe later. */
export interface Peer {
  readonly run: (variables: Readonly<Record<string, number>>) => unknown;
  readonly roundTrip: () => unknown;
}

const FOLDER = path.resolve('tests', 'bench', 'peers');

/** The engines that are installed beside the benchmark, by the name of their adapter. */
export const PEERS: readonly string[] = ['bpmn-elements', 'bpmn-engine', 'bpmn-server', 'wfjs', 'xstate'];

/** Some peers print what they do: only what the benchmark says itself is shown while they are open. */
export const say = console.log.bind(console);

/** Opens a peer with a workload; undefined when it is not installed or cannot run it. */
export async function openPeer(name: string, workload: Pick<Workload, 'id' | 'xml'>): Promise<Peer | undefined> {
  if (!existsSync(path.join(FOLDER, 'node_modules'))) return undefined;
  console.log = () => undefined;
  const file = pathToFileURL(path.join(FOLDER, `${name}.mjs`)).href;
  const { open } = (await import(file)) as {
    readonly open: (workload: Pick<Workload, 'id' | 'xml'>) => Promise<Peer | { readonly unsupported: string }>;
  };
  const peer = await open(workload);
  return 'unsupported' in peer ? undefined : peer;
}
