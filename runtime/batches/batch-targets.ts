import type { Store, Where } from '../seams/store.js';
import { CASES, INCIDENTS } from '../store/collections.js';
import { MAX_TARGETS, type BatchKind, type BatchSelection } from './batch-records.js';

/** One target, with what a list shows of it. */
export interface BatchTarget {
  readonly target: string;
  readonly caseId: string;
  readonly caseNumber: string;
}

interface Conditions {
  readonly where: Where;
  readonly any?: readonly Where[];
}

/** The conditions of a selection over open incidents. `text`: beginning of a case number, of a step or process id, or of a code. */
export function incidentConditions({ service, code, packageHash, before, text, ids }: BatchSelection): Conditions {
  const start = text?.trim() ?? '';
  return {
    where: {
      ...(service === undefined ? {} : { service }),
      ...(code === undefined ? {} : { 'incident.code': code }),
      ...(packageHash === undefined ? {} : { packageHash }),
      ...(before === undefined ? {} : { raisedAt: { lt: before } }),
      ...(ids === undefined ? {} : { _id: { in: ids } }),
    },
    ...(start === ''
      ? {}
      : {
          any: ['caseNumber', 'incident.elementId', 'processId', 'incident.code'].map((field) => ({
            [field]: { prefix: start },
          })),
        }),
  };
}

/** The conditions of a selection over running cases. `text`: beginning of a case number. */
function caseConditions({ service, status, packageHash, before, text, ids }: BatchSelection): Conditions {
  const start = text?.trim() ?? '';
  return {
    where: {
      instanceStatus: 'active',
      ...(service === undefined ? {} : { service }),
      ...(status === undefined ? {} : { caseStatus: status }),
      ...(packageHash === undefined ? {} : { packageHash }),
      ...(before === undefined ? {} : { submittedAt: { lt: before } }),
      ...(start === '' ? {} : { caseNumber: { prefix: start } }),
      ...(ids === undefined ? {} : { _id: { in: ids } }),
    },
  };
}

/** How many targets a selection has now. */
export function countTargets(store: Store, kind: BatchKind, selection: BatchSelection): Promise<number> {
  if (kind === 'retry') {
    const { where, any } = incidentConditions(selection);
    return store.count(INCIDENTS, where, any);
  }
  return store.count(CASES, caseConditions(selection).where);
}

/** The targets of a selection in pages, in order of their ids, at most `MAX_TARGETS`. */
export async function* targetsOf(
  store: Store,
  kind: BatchKind,
  selection: BatchSelection,
  pageSize = 500,
): AsyncGenerator<readonly BatchTarget[]> {
  let cursor: string | undefined;
  let left = MAX_TARGETS;
  do {
    const limits = { limit: Math.min(pageSize, left), ...(cursor === undefined ? {} : { cursor }) };
    const page = await pageOf(store, kind, selection, limits);
    yield page.targets;
    left -= page.targets.length;
    cursor = page.nextCursor;
  } while (cursor !== undefined && left > 0);
}

async function pageOf(
  store: Store,
  kind: BatchKind,
  selection: BatchSelection,
  limits: { readonly limit: number; readonly cursor?: string },
): Promise<{ readonly targets: readonly BatchTarget[]; readonly nextCursor?: string | undefined }> {
  if (kind === 'retry') {
    const { records, nextCursor } = await store.find(INCIDENTS, { ...incidentConditions(selection), ...limits });
    const targets = records.map(({ _id, rootId, caseNumber }) => ({ target: _id, caseId: rootId, caseNumber }));
    return { targets, nextCursor };
  }
  const { records, nextCursor } = await store.find(CASES, { ...caseConditions(selection), ...limits });
  return {
    targets: records.map(({ _id, caseNumber }) => ({ target: _id, caseId: _id, caseNumber })),
    nextCursor,
  };
}
