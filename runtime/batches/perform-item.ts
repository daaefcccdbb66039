import { allowedOperations, dryRun, planHash, planMigration, type Actor, type JsonObject } from '../../engine/index.js';
import { sendMigration } from '../use-cases/migrate-instance.js';
import type { Office } from '../use-cases/office.js';
import { RequestProblem } from '../use-cases/request-problem.js';
import { resolveIncident } from '../use-cases/resolve-incident.js';
import type { CommandResult } from '../seams/commands.js';
import type { BatchItem, BatchParameters, BatchRecord } from './batch-records.js';

/** What became of one target. */
export interface ItemResult {
  readonly outcome: 'done' | 'skipped' | 'failed';
  readonly code?: string;
}

/** Refusals that say: nothing is left to do here. */
const NOTHING_TO_DO: ReadonlySet<string> = new Set([
  'INCIDENT_GONE',
  'INSTANCE_ENDED',
  'INSTANCE_NOT_FOUND',
  'NOT_FOUND',
  'NOT_SUSPENDED',
  'SUSPENDED',
]);

const DONE: ItemResult = { outcome: 'done' };

/** The result of a refusal by its code. */
export function resultOf(code: string): ItemResult {
  return { outcome: NOTHING_TO_DO.has(code) ? 'skipped' : 'failed', code };
}

const answered = (result: CommandResult): ItemResult => (result.ok ? DONE : resultOf(result.rejection.code));

/**
 * Carries a batch out on one target, in the name of who started it. The command ids come from batch and target, so that a second process,
 * or this one after a crash, does nothing twice. Throws what the store throws: then it is tried again.
 */
export async function performItem(office: Office, batch: BatchRecord, item: BatchItem): Promise<ItemResult> {
  const parameters = office.sealing.unseal(batch._id, batch.parameters) as unknown as BatchParameters;
  const actor = batch.actor as unknown as Actor;
  try {
    switch (batch.kind) {
      case 'retry':
        return await retry(office, { batch, item, actor, variables: parameters.variables ?? {} });
      case 'cancel':
      case 'suspend':
      case 'resume':
        return await operateOn(office, { batch, item, actor, reason: parameters.reason ?? '' });
      case 'migrate':
        return await migrateCase(office, { batch, item, actor, parameters });
    }
  } catch (problem) {
    if (problem instanceof RequestProblem) return resultOf(problem.code);
    throw problem;
  }
}

interface Job {
  readonly batch: BatchRecord;
  readonly item: BatchItem;
  readonly actor: Actor;
}

const commandId = ({ batch, item }: Job, part = item.target): string => `batch:${batch._id}:${part}`;

async function retry(office: Office, job: Job & { readonly variables: JsonObject }): Promise<ItemResult> {
  const { target } = job.item;
  const cut = target.lastIndexOf(':');
  return answered(
    await resolveIncident(office.commands, {
      instanceId: target.slice(0, cut),
      incidentId: target.slice(cut + 1),
      commandId: commandId(job),
      actor: job.actor,
      variables: job.variables,
    }),
  );
}

const COMMANDS = { cancel: 'cancelInstance', suspend: 'suspendInstance', resume: 'resumeInstance' } as const;

async function operateOn(office: Office, job: Job & { readonly reason: string }): Promise<ItemResult> {
  const { batch, item, actor, reason } = job;
  if (batch.kind === 'retry' || batch.kind === 'migrate') return resultOf('BAD_VALUE');
  const type = COMMANDS[batch.kind];
  return answered(
    await office.commands.run({
      instanceId: item.target,
      commandId: commandId(job),
      actor,
      decide: ({ state, program }) =>
        // An ended case is told by the engine, which knows it as ended and not as forbidden.
        state.status === 'active' && !allowedOperations(program, state, actor).includes(type)
          ? { refuse: { code: 'NOT_ALLOWED' } }
          : { type, reason },
    }),
  );
}

/** Puts every running instance of a case on the version, callers first. All are tried out before one is changed. */
async function migrateCase(office: Office, job: Job & { readonly parameters: BatchParameters }): Promise<ItemResult> {
  const { item, actor, parameters } = job;
  const { hash, mapping, reason } = parameters;
  if (hash === undefined) return resultOf('BAD_VALUE');
  const running = (await office.commands.loadCase(item.target)).filter(({ state }) => state.status === 'active');
  if (running.length === 0) return resultOf('INSTANCE_ENDED');
  const waiting = running.filter(({ packageHash }) => packageHash !== hash);
  for (const { state, packageHash } of waiting) {
    const [now, next] = await Promise.all([
      office.packages.programFor(state.processId, packageHash),
      office.packages.programFor(state.processId, hash),
    ]);
    if (now === undefined || next === undefined) return { outcome: 'failed', code: 'PLAN_MISMATCH' };
    const tried = dryRun(next, state, {
      type: 'migrateInstance',
      plan: planHash(next.plan),
      mapping: mapping ?? planMigration(now.plan, next.plan),
      id: 'dry-run',
      at: office.clock.now(),
      actor,
    });
    if (!tried.ok) return resultOf(tried.rejection.code);
  }
  for (const { state } of waiting) {
    const id = commandId(job, state.instanceId);
    const sent = await sendMigration(office, {
      instanceId: state.instanceId,
      hash,
      mapping,
      actor,
      reason,
      commandId: id,
    });
    if (!sent.ok) return { outcome: 'failed', code: sent.rejection.code };
  }
  return waiting.length === 0 ? { outcome: 'skipped', code: 'NOTHING_TO_DO' } : DONE;
}
