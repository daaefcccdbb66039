import {
  allowedOperations,
  dryRun,
  planHash,
  planMigration,
  type Actor,
  type JsonValue,
  type MigrationMapping,
  type PartChange,
  type Program,
} from '../../engine/index.js';
import { actorOf, type SignedIn } from '../access/signed-in.js';
import type { CommandResult, LoadedInstance } from '../seams/commands.js';
import { problemOf, reach } from './operate.js';
import type { Office } from './office.js';
import { requestKey } from './request-key.js';
import { RequestProblem } from './request-problem.js';

/** Where to: a version of the package, and the process there when it has another id. Without a mapping the planned one is used. */
export interface MigrationTarget {
  readonly hash: string;
  readonly processId?: string | undefined;
  readonly mapping?: MigrationMapping | undefined;
}

/** The parts of an instance before and after, by kind; a part that has no `to` does not live on. */
export type MigrationChanges = Readonly<
  Record<
    'tokens' | 'workItems' | 'jobs' | 'timers' | 'subscriptions' | 'calls' | 'limits' | 'incidents',
    readonly PartChange[]
  >
>;

/** What a migration would do: the mapping it would use, and either every change or why it is refused (`code`, each element with its reason). */
export interface MigrationPlanView {
  readonly from: string;
  readonly to: string;
  readonly mapping: MigrationMapping;
  readonly outcome:
    | { readonly ok: true; readonly changes: MigrationChanges }
    | { readonly ok: false; readonly code: string; readonly detail: JsonValue };
}

/** Plans a migration and carries it out on a copy. Nothing happens. Throws RequestProblem NOT_FOUND, NOT_ALLOWED. */
export async function planInstanceMigration(
  office: Office,
  user: SignedIn,
  request: MigrationTarget & { readonly instanceId: string },
): Promise<MigrationPlanView> {
  await reach(office, user, request.instanceId);
  const loaded = await office.commands.load(request.instanceId);
  if (loaded === undefined) throw new RequestProblem('NOT_FOUND');
  const { now, next } = await programs(office, loaded, request);
  mayMigrate(now, loaded, actorOf(user));
  const mapping = request.mapping ?? planMigration(now.plan, next.plan);
  const run = dryRun(next, loaded.state, {
    type: 'migrateInstance',
    plan: planHash(next.plan),
    mapping,
    id: 'dry-run',
    at: office.clock.now(),
    actor: actorOf(user),
  });
  const view = { from: loaded.packageHash, to: request.hash, mapping };
  if (!run.ok) {
    const { code, detail = null } = run.rejection;
    return { ...view, outcome: { ok: false, code, detail } };
  }
  const { ok: _ok, state: _state, ...changes } = run;
  return { ...view, outcome: { ok: true, changes } };
}

/** Puts one instance on another version, once for an idempotency key. Throws NOT_FOUND, NOT_ALLOWED, or the engine's rejection. */
export async function migrateInstance(
  office: Office,
  user: SignedIn,
  request: MigrationTarget & {
    readonly instanceId: string;
    readonly reason: string | undefined;
    readonly idempotencyKey: string | null;
  },
): Promise<{ readonly caseId: string }> {
  const caseId = await reach(office, user, request.instanceId);
  const result = await sendMigration(office, {
    ...request,
    actor: actorOf(user),
    commandId: requestKey(office, 'migrateInstance', user.userId, request.idempotencyKey),
  });
  if (!result.ok) throw problemOf(result.rejection);
  await office.audit.write({
    actorId: user.userId,
    action: 'instance.migrated',
    caseId,
    facts: { instanceId: request.instanceId, hash: request.hash, reason: request.reason ?? '' },
  });
  return { caseId };
}

/**
 * The command of a migration. The mapping is planned from the plan the instance is on when the command is decided, so that a repetition
 * after a crash finds its own id in the instance before anything is planned.
 */
export async function sendMigration(
  office: Office,
  request: MigrationTarget & {
    readonly instanceId: string;
    readonly reason: string | undefined;
    readonly actor: Actor;
    readonly commandId: string;
  },
): Promise<CommandResult> {
  const { instanceId, actor, commandId, reason, hash } = request;
  const loaded = await office.commands.load(instanceId);
  if (loaded === undefined) throw new RequestProblem('NOT_FOUND');
  const processId = request.processId ?? loaded.state.processId;
  await programs(office, loaded, request);
  return office.commands.run({
    instanceId,
    commandId,
    actor,
    onto: { packageHash: hash, processId },
    decide: async ({ state, program: next }) => {
      const current = (await office.commands.load(instanceId)) ?? loaded;
      const now = await office.packages.programFor(state.processId, current.packageHash);
      if (now === undefined) return { refuse: { code: 'NOT_FOUND' } };
      if (!allowedOperations(now, state, actor).includes('migrateInstance'))
        return { refuse: { code: 'NOT_ALLOWED', detail: { operation: 'migrateInstance' } } };
      return {
        type: 'migrateInstance',
        plan: planHash(next.plan),
        mapping: request.mapping ?? planMigration(now.plan, next.plan),
        ...(reason === undefined ? {} : { reason }),
      };
    },
  });
}

/** The program an instance runs and the one it would run. Only versions of the package it came from are a way to go. */
async function programs(
  office: Office,
  { state, packageHash }: LoadedInstance,
  { hash, processId = state.processId }: MigrationTarget,
): Promise<{ readonly now: Program; readonly next: Program }> {
  const [from, to] = await Promise.all([
    office.packages.packageByHash(packageHash),
    office.packages.packageByHash(hash),
  ]);
  if (from === undefined || to === undefined || from.key !== to.key) throw new RequestProblem('NOT_FOUND');
  const [now, next] = await Promise.all([
    office.packages.programFor(state.processId, packageHash),
    office.packages.programFor(processId, hash),
  ]);
  if (now === undefined || next === undefined) throw new RequestProblem('NOT_FOUND');
  return { now, next };
}

function mayMigrate(program: Program, { state }: LoadedInstance, actor: Actor): void {
  if (!allowedOperations(program, state, actor).includes('migrateInstance'))
    throw new RequestProblem('NOT_ALLOWED', { detail: { operation: 'migrateInstance' } });
}
