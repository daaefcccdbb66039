import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { SYSTEM } from '../../engine/index.js';
import type { SignedIn } from '../../runtime/access/signed-in.js';
import { createMemoryFiles } from '../../runtime/documents/memory-files.js';
import { createPassingSigner } from '../../runtime/documents/signer.js';
import type { Store } from '../../runtime/seams/store.js';
import { NO_FAULTS } from '../../runtime/system/kill-faults.js';
import { SYSTEM_CLOCK } from '../../runtime/system/system-clock.js';
import { createIdSource } from '../../runtime/system/system-ids.js';
import { completeWorkItem } from '../../runtime/use-cases/complete-work-item.js';
import { createOffice, type RunningOffice } from '../../runtime/use-cases/create-office.js';
import type { Office } from '../../runtime/use-cases/office.js';
import { CHAIN, CHAIN_FILES, CHAIN_KEY } from './chain-package.js';

/** The n-th of the people who complete the tasks of the chains. There are many, because one person may only ask so often. */
export function worker(place: number): SignedIn {
  const userId = `u-bench-${String(place)}`;
  return { userId, login: userId, name: '陈窗口', roles: ['window-clerk'], orgPath: '/370303/tyc', communities: [] };
}

/** An office over a store, with the chain published. Nothing is logged but errors. */
export async function benchOffice(store: Store): Promise<RunningOffice> {
  const clock = SYSTEM_CLOCK;
  const running = await createOffice({
    mode: 'demo',
    publicUrl: 'http://127.0.0.1:3000',
    orgRoot: '/370303/tyc',
    issuedBy: '体育场街道办事处',
    definitions: path.join(process.cwd(), 'definitions'),
    shipped: ['common'],
    store,
    clock,
    ids: createIdSource(clock),
    files: createMemoryFiles(),
    keys: { active: 'k1', keys: new Map([['k1', new Uint8Array(randomBytes(32))]]) },
    signer: createPassingSigner(),
    faults: NO_FAULTS,
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (event, facts, cause) => console.error(event, facts, cause),
    },
    judged: false,
  });
  const published = await running.office.packages.publish({
    files: CHAIN_FILES,
    note: '',
    source: 'api',
    actor: SYSTEM,
    activate: 'always',
  });
  if (!published.ok) throw new Error(JSON.stringify(published.problems));
  return running;
}

/** A case of the chain, and who completes its tasks. */
export interface Chain {
  readonly instanceId: string;
  readonly user: SignedIn;
}

/** Starts so many cases of the chain, each for the next of `people`. */
export async function startChains(office: Office, count: number, people: number): Promise<readonly Chain[]> {
  const active = await office.packages.activePackage(CHAIN_KEY);
  if (active === undefined) throw new Error('the chain is not published');
  const start = async (place: number): Promise<Chain> => {
    const instanceId = office.ids.ulid();
    const user = worker(place % people);
    const result = await office.commands.start({
      instanceId,
      commandId: `start:${instanceId}`,
      actor: SYSTEM,
      packageHash: active.hash,
      processId: 'bench-chain',
      rootId: instanceId,
      variables: {
        worker: user.userId,
        case: {
          number: `B-${instanceId}`,
          applicantId: 'u-owner-wang',
          applicantName: '王小满',
          orgPath: '/370303/tyc',
        },
      },
      config: {},
    });
    if (!result.ok) throw new Error(result.rejection.code);
    return { instanceId, user };
  };
  const chains: Chain[] = [];
  while (chains.length < count) {
    const first = chains.length;
    const size = Math.min(64, count - first);
    chains.push(...(await Promise.all(Array.from({ length: size }, (_, place) => start(first + place)))));
  }
  return chains;
}

/** Completes a work item as its use case does. */
export async function completeOnce(office: Office, user: SignedIn, workItemId: string, turn: number): Promise<void> {
  await completeWorkItem(office, user, {
    workItemId,
    document: { opinion: `同意 ${String(turn)}`, amount: turn },
    formVersion: undefined,
    idempotencyKey: null,
    device: 'bench',
  });
}

/** What follows the instance id in the ids of its work items, in their order: the same in every chain, found by walking one through. */
export async function itemEndings(office: Office): Promise<readonly string[]> {
  const [chain] = await startChains(office, 1, 1);
  if (chain === undefined) throw new Error('no chain');
  const endings: string[] = [];
  for (let turn = 0; turn < CHAIN; turn += 1) {
    const loaded = await office.commands.load(chain.instanceId);
    const [item = ''] = Object.keys(loaded?.state.workItems ?? {});
    endings.push(`:${item}`);
    await completeOnce(office, chain.user, `${chain.instanceId}:${item}`, turn);
  }
  return endings;
}
