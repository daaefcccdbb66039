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
import { CHAIN, CHAIN_FILES, CHAIN_KEY, CHAIN_WORKER } from './chain-package.js';

/** Who completes the tasks of the chain. */
export const WORKER: SignedIn = {
  userId: CHAIN_WORKER,
  login: 'window',
  name: '陈窗口',
  roles: ['window-clerk'],
  orgPath: '/370303/tyc',
  communities: [],
};

/** An office over a store, with the chain published. Nothing is logged but errors. */
export async function benchOffice(store: Store): Promise<RunningOffice> {
  const clock = SYSTEM_CLOCK;
  const running = await createOffice({
    mode: 'demo',
    publicUrl: 'http://127.0.0.1:3000',
    orgRoot: '/370303/tyc',
    issuedBy: '体育场街道办事处',
    definitions: path.join(process.cwd(), 'definitions'),
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

/** Starts so many cases of the chain; gives their ids. */
export async function startChains(office: Office, count: number): Promise<readonly string[]> {
  const active = await office.packages.activePackage(CHAIN_KEY);
  if (active === undefined) throw new Error('the chain is not published');
  const start = async (): Promise<string> => {
    const instanceId = office.ids.ulid();
    const result = await office.commands.start({
      instanceId,
      commandId: `start:${instanceId}`,
      actor: SYSTEM,
      packageHash: active.hash,
      processId: 'bench-chain',
      rootId: instanceId,
      variables: {
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
    return instanceId;
  };
  const ids: string[] = [];
  while (ids.length < count)
    ids.push(...(await Promise.all(Array.from({ length: Math.min(64, count - ids.length) }, start))));
  return ids;
}

/** The open work item of an instance. */
export async function openItem(office: Office, instanceId: string): Promise<string> {
  const loaded = await office.commands.load(instanceId);
  const [item] = Object.keys(loaded?.state.workItems ?? {});
  if (item === undefined) throw new Error(`${instanceId} has no open work item`);
  return `${instanceId}:${item}`;
}

/** Completes a work item as its use case does; gives the next one of the instance, which the engine numbers alike in all of them. */
export async function completeOnce(office: Office, workItemId: string, turn: number): Promise<void> {
  await completeWorkItem(office, WORKER, {
    workItemId,
    document: { opinion: `同意 ${String(turn)}`, amount: turn },
    formVersion: undefined,
    idempotencyKey: null,
  });
}

/** Ids of the work items of one instance, in their order: found by walking one through. */
export async function itemIds(office: Office): Promise<readonly string[]> {
  const [instanceId = ''] = await startChains(office, 1);
  const ids: string[] = [];
  for (let turn = 0; turn < CHAIN; turn += 1) {
    const item = await openItem(office, instanceId);
    ids.push(item.slice(instanceId.length));
    await completeOnce(office, item, turn);
  }
  return ids;
}
