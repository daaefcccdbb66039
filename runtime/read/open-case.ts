import type { CompiledPackage } from '../../engine/index.js';
import { mayReadCase } from '../access/row-scope.js';
import type { SignedIn } from '../access/signed-in.js';
import type { LoadedInstance } from '../seams/commands.js';
import type { CaseRecord } from '../seams/records.js';
import type { Store } from '../seams/store.js';
import { CASES, WORKLIST } from '../store/collections.js';
import type { Office } from '../use-cases/office.js';
import { RequestProblem } from '../use-cases/request-problem.js';
import { groupsOf } from './worklist.js';

/** A case opened for reading: its row, its instances (root first) and the packages they run on (dependencies first). */
export interface OpenCase {
  readonly row: CaseRecord;
  readonly root: LoadedInstance;
  readonly instances: readonly LoadedInstance[];
  readonly closure: readonly CompiledPackage[];
}

/**
 * The row of a case the person may read. Throws RequestProblem NOT_FOUND also when the case exists but lies outside the person's scope,
 * so that ids tell nothing. Whoever holds or may take a work item of a case may read it.
 */
export async function caseRowFor(store: Store, user: SignedIn, caseId: string): Promise<CaseRecord> {
  const row = await store.get(CASES, caseId);
  if (row === undefined) throw new RequestProblem('NOT_FOUND');
  if (mayReadCase(user, row)) return row;
  const tasks = await store.count(WORKLIST, { rootId: caseId }, [
    { assignee: user.userId },
    { candidateUsers: { has: [user.userId] } },
    { candidateGroups: { has: groupsOf(user) } },
  ]);
  if (tasks === 0) throw new RequestProblem('NOT_FOUND');
  return row;
}

/** Opens a case for a person. Throws RequestProblem NOT_FOUND. */
export async function openCase(office: Office, user: SignedIn, caseId: string): Promise<OpenCase> {
  return loadCase(office, await caseRowFor(office.store, user, caseId));
}

/** Loads the instances of a case whose row is known to be readable. */
export async function loadCase(office: Office, row: CaseRecord): Promise<OpenCase> {
  const instances = await office.commands.loadCase(row._id);
  const root = instances.find((instance) => instance.state.instanceId === row._id);
  if (root === undefined) throw new RequestProblem('NOT_FOUND');
  return { row, root, instances, closure: await office.packages.closure(row.packageHash) };
}
