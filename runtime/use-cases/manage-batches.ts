import { isoInstant, type JsonValue } from '../../engine/index.js';
import { holds, type Permission } from '../access/permissions.js';
import { actorOf, type SignedIn } from '../access/signed-in.js';
import {
  BATCH_ITEMS,
  BATCHES,
  MAX_OPEN_BATCHES,
  MAX_TARGETS,
  type BatchItem,
  type BatchKind,
  type BatchParameters,
  type BatchPhase,
  type BatchRecord,
  type BatchSelection,
  type ItemOutcome,
} from '../batches/batch-records.js';
import { countTargets, targetsOf } from '../batches/batch-targets.js';
import type { Office } from './office.js';
import { requestHash, requestKey } from './request-key.js';
import { RequestProblem } from './request-problem.js';

/** A batch as it is listed. Counts by outcome; `total` is null while targets are selected. */
export interface BatchView {
  readonly batchId: string;
  readonly kind: BatchKind;
  readonly phase: BatchPhase;
  readonly startedBy: string;
  readonly startedByName: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly reason: string;
  readonly selection: BatchSelection;
  readonly total: number | null;
  readonly counts: Readonly<Record<ItemOutcome, number>>;
}

/** One target with what became of it. */
export interface BatchItemView {
  readonly target: string;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly outcome: ItemOutcome;
  readonly code: string | null;
  readonly settledAt: string | null;
}

/** What is asked for. */
export interface BatchRequest {
  readonly kind: BatchKind;
  readonly selection: BatchSelection;
  readonly parameters: BatchParameters;
}

const OUTCOMES: readonly ItemOutcome[] = ['open', 'done', 'skipped', 'failed', 'stopped'];

/** What one needs beside `batch.run`: the permission of the thing itself. */
const NEEDS: Readonly<Record<BatchKind, Permission>> = {
  retry: 'incident.retry',
  cancel: 'operation.cancelInstance',
  migrate: 'operation.migrateInstance',
  suspend: 'operation.suspendInstance',
  resume: 'operation.resumeInstance',
};

/** How many targets a batch would have, with the first few. Nothing happens. Throws as `startBatch` does, but not for the number. */
export async function previewBatch(
  office: Office,
  user: SignedIn,
  request: BatchRequest,
): Promise<{ readonly total: number; readonly most: number; readonly first: readonly string[] }> {
  await check(office, user, request, false);
  const { kind, selection } = request;
  const total = await countTargets(office.store, kind, selection);
  const page = await targetsOf(office.store, kind, selection, 5).next();
  const first = page.done === true ? [] : page.value.map(({ caseNumber }) => caseNumber);
  return { total, most: MAX_TARGETS, first };
}

/**
 * Starts a batch; the background carries it out. Once for an idempotency key. Throws RequestProblem FORBIDDEN, REASON_NEEDED, NOT_FOUND (no
 * such version to migrate to), BATCH_EMPTY, BATCH_TOO_LARGE, BATCHES_BUSY, IDEMPOTENCY_MISMATCH.
 */
export async function startBatch(
  office: Office,
  user: SignedIn,
  request: BatchRequest & { readonly idempotencyKey: string | null },
): Promise<{ readonly batchId: string }> {
  const { kind, selection, parameters } = request;
  await check(office, user, request, true);
  const reserved = await office.creations.reserve({
    key: requestKey(office, 'batch', user.userId, request.idempotencyKey),
    requestHash: requestHash(plain([kind, selection, parameters])),
    make: async () => {
      await refuseByNumber(office, kind, selection);
      return { batchId: office.ids.ulid() };
    },
  });
  if (reserved.kind === 'mismatch') throw new RequestProblem('IDEMPOTENCY_MISMATCH');
  const batchId = String(reserved.plan['batchId']);
  const now = office.clock.now();
  const isNew = await office.store.insert(BATCHES, {
    _id: batchId,
    kind,
    phase: 'selecting',
    selection,
    parameters: office.sealing.seal(batchId, plain(parameters), new Set(Object.keys(parameters.variables ?? {}))),
    actor: plain(actorOf(user)),
    startedBy: user.userId,
    startedAt: now,
    state: 'due',
    dueAt: now,
    attempts: 0,
    fence: 0,
  });
  if (isNew) {
    await office.audit.write({
      actorId: user.userId,
      action: 'batch.started',
      facts: { batchId, kind, selection: plain(selection), reason: parameters.reason ?? '' },
    });
  }
  office.batches.wake();
  return { batchId };
}

/** The newest 50 batches. */
export async function listBatches(office: Office): Promise<readonly BatchView[]> {
  const page = await office.store.find(BATCHES, { sort: [{ field: 'startedAt', descending: true }], limit: 50 });
  return Promise.all(page.records.map((record) => viewOf(office, record)));
}

/** One batch. Throws RequestProblem NOT_FOUND. */
export async function readBatch(office: Office, batchId: string): Promise<BatchView> {
  const record = await office.store.get(BATCHES, batchId);
  if (record === undefined) throw new RequestProblem('NOT_FOUND');
  return viewOf(office, record);
}

/** Targets of a batch, those of one outcome when it is given; a page of 100. */
export async function listBatchItems(
  office: Office,
  query: { readonly batchId: string; readonly outcome: ItemOutcome | undefined; readonly cursor: string | undefined },
): Promise<{ readonly items: readonly BatchItemView[]; readonly nextCursor: string | null }> {
  const { batchId, outcome, cursor } = query;
  const page = await office.store.find(BATCH_ITEMS, {
    where: { batchId, ...(outcome === undefined ? {} : { outcome }) },
    limit: 100,
    ...(cursor === undefined ? {} : { cursor }),
  });
  return { items: page.records.map((item) => itemView(office, item)), nextCursor: page.nextCursor ?? null };
}

/** Stops a batch: what has been done stays, the rest is left alone. Throws RequestProblem NOT_FOUND, BATCH_OVER. */
export async function stopBatch(office: Office, user: SignedIn, batchId: string): Promise<void> {
  for (let tries = 0; tries < 10; tries += 1) {
    const record = await office.store.get(BATCHES, batchId);
    if (record === undefined) throw new RequestProblem('NOT_FOUND');
    if (record.phase === 'stopping') return;
    if (record.phase === 'finished' || record.phase === 'stopped') throw new RequestProblem('BATCH_OVER');
    const { phase, fence, state } = record;
    if (!(await office.store.compareAndSet(BATCHES, { phase, fence, state }, { ...record, phase: 'stopping' })))
      continue;
    await office.audit.write({ actorId: user.userId, action: 'batch.stopped', facts: { batchId } });
    office.batches.wake();
    return;
  }
  throw new RequestProblem('COMMAND_CONFLICT');
}

async function check(
  office: Office,
  user: SignedIn,
  { kind, parameters }: BatchRequest,
  complete: boolean,
): Promise<void> {
  if (!holds(user.roles, NEEDS[kind])) throw new RequestProblem('FORBIDDEN');
  const needsReason = kind === 'cancel' || kind === 'suspend' || kind === 'migrate';
  if (complete && needsReason && (parameters.reason ?? '').trim() === '') throw new RequestProblem('REASON_NEEDED');
  if (kind !== 'migrate') return;
  const { hash } = parameters;
  if (hash === undefined || (await office.packages.packageByHash(hash)) === undefined)
    throw new RequestProblem('NOT_FOUND');
}

async function refuseByNumber(office: Office, kind: BatchKind, selection: BatchSelection): Promise<void> {
  const total = await countTargets(office.store, kind, selection);
  if (total === 0) throw new RequestProblem('BATCH_EMPTY');
  if (total > MAX_TARGETS) throw new RequestProblem('BATCH_TOO_LARGE', { detail: { total, most: MAX_TARGETS } });
  const open = await office.store.count(BATCHES, { phase: { in: ['selecting', 'running', 'stopping'] } });
  if (open >= MAX_OPEN_BATCHES) throw new RequestProblem('BATCHES_BUSY');
}

async function viewOf(office: Office, record: BatchRecord): Promise<BatchView> {
  const { _id, kind, phase, selection, startedBy, startedAt, finishedAt, total } = record;
  const parameters = office.sealing.unseal(_id, record.parameters) as unknown as BatchParameters;
  const counts = await Promise.all(
    OUTCOMES.map(
      async (outcome) => [outcome, await office.store.count(BATCH_ITEMS, { batchId: _id, outcome })] as const,
    ),
  );
  return {
    batchId: _id,
    kind,
    phase,
    startedBy,
    startedByName: (await office.people.byId(startedBy))?.name ?? startedBy,
    startedAt: isoInstant(office.calendar.zone, startedAt),
    finishedAt: finishedAt === undefined ? null : isoInstant(office.calendar.zone, finishedAt),
    reason: parameters.reason ?? '',
    selection,
    total: total ?? null,
    counts: Object.fromEntries(counts) as Record<ItemOutcome, number>,
  };
}

function itemView(office: Office, { target, caseId, caseNumber, outcome, code, settledAt }: BatchItem): BatchItemView {
  return {
    target,
    caseId,
    caseNumber,
    outcome,
    code: code ?? null,
    settledAt: settledAt === undefined ? null : isoInstant(office.calendar.zone, settledAt),
  };
}

/** As JSON: members that are undefined are gone. */
function plain(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value)) as JsonValue;
}
