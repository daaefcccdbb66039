import { SYSTEM } from '../../engine/index.js';
import type {
  Command,
  CommandBody,
  Effect,
  HistoryEvent,
  InstanceState,
  Outcome,
  Program,
} from '../../engine/index.js';
import { chainUpTo, type HistoryChain } from '../relay/history-chain.js';
import type { Clock } from '../seams/clock.js';
import type { CommandRequest, Refusal, StartRequest } from '../seams/commands.js';
import type { Packages } from '../seams/packages.js';
import { PlatformError } from '../seams/platform-error.js';
import type { Store } from '../seams/store.js';
import { COMMANDS } from '../store/collections.js';
import { byTheHouse, isTooLarge, paceAfter, type InstanceLimits } from './instance-limits.js';
import { isResting, type OpenInstance } from './instance-record.js';

/** The engine's one function. */
export type Transition = (program: Program, state: InstanceState | undefined, command: Command) => Outcome;

/** Numbers up to which facts and effects have been dealt with (exclusive). */
export interface Marks {
  readonly historySeq: number;
  readonly effectSeq: number;
}

/** One thing asked of an instance. */
export type Asked =
  | { readonly kind: 'command'; readonly request: CommandRequest }
  | { readonly kind: 'start'; readonly request: StartRequest }
  /** What lies before the marks has been relayed. */
  | { readonly kind: 'confirm'; readonly marks: Marks };

/** What became of one of them on the state in memory. `thrown`: its own decision failed. */
export type Step =
  | {
      readonly kind: 'applied' | 'repeated';
      readonly revision: number;
      readonly instance: OpenInstance;
      readonly type: string;
    }
  /** `after`: the instance with an incident that tells of the refusal. */
  | { readonly kind: 'refused'; readonly rejection: Refusal['refuse']; readonly after?: OpenInstance }
  | { readonly kind: 'thrown'; readonly error: unknown }
  | { readonly kind: 'confirmed' };

/**
 * Several things asked of one instance, one after another, none of them written yet. `instance` is where they end (its `revision` is still
 * that of the store, 0 for a new one), `history` and `effects` are what they added; `isChanged`: there is something to write.
 */
export interface Fold {
  readonly steps: readonly Step[];
  readonly instance: OpenInstance | undefined;
  readonly history: readonly HistoryEvent[];
  readonly effects: readonly Effect[];
  readonly isChanged: boolean;
}

/** Most instances in a row that events may start: an event that starts its own sender ends there. */
export const MAX_HOPS = 16;

const refused = (code: string): Step => ({ kind: 'refused', rejection: { code } });

const isRefusal = (decision: CommandBody | Refusal): decision is Refusal => 'refuse' in decision;

/** The facts that let what waited for an instance go on, or go elsewhere. */
const wakes = (history: readonly HistoryEvent[], before: OpenInstance, after: InstanceState): boolean =>
  (after.status === 'cancelled' && before.status !== 'cancelled') ||
  history.some(({ type }) => type === 'instanceResumed');

/** The instance after an outcome: its facts and effects added to those that are still to be relayed. */
function grown(
  instance: OpenInstance,
  { state, history, effects }: Pick<Extract<Outcome, { readonly ok: true }>, 'state' | 'history' | 'effects'>,
  { at, pace = instance.pace }: { readonly at: number; readonly pace?: OpenInstance['pace'] },
): OpenInstance {
  return {
    ...instance,
    status: state.status,
    resting: isResting(state),
    updatedAt: at,
    ...(pace === undefined ? {} : { pace }),
    state,
    history: [...instance.history, ...history],
    effects: [...instance.effects, ...effects],
    ...(wakes(history, instance, state) ? { woken: state.historySeq } : {}),
  };
}

/** Decides what is asked of an instance. The only caller of `transition`. */
export function createFolder(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly packages: Packages;
  readonly transition: Transition;
  readonly limits: InstanceLimits;
  readonly chain: HistoryChain;
}): (before: OpenInstance | undefined, asked: readonly Asked[]) => Promise<Fold> {
  const { store, clock, packages, transition, limits, chain } = parts;

  const programOf = async (processId: string, packageHash: string): Promise<Program> => {
    const program = await packages.programFor(processId, packageHash);
    if (program === undefined) throw new PlatformError('PROGRAM_UNKNOWN', `${processId} in ${packageHash}`);
    return program;
  };

  const knownRevision = async (instance: OpenInstance, commandId: string): Promise<number | undefined> => {
    const recent = instance.recent.find((one) => one.id === commandId);
    if (recent !== undefined) return recent.revision;
    if (instance.recent.length >= instance.state.revision) return undefined;
    const older = await store.get(COMMANDS, commandId);
    return older?.instanceId === instance._id ? older.revision : undefined;
  };

  const run = async (instance: OpenInstance | undefined, request: CommandRequest): Promise<Step> => {
    if (instance === undefined) return refused('INSTANCE_NOT_FOUND');
    const known = await knownRevision(instance, request.commandId);
    if (known !== undefined) return { kind: 'repeated', revision: known, instance, type: '' };
    const { processId, packageHash } = request.onto ?? instance;
    const program = await programOf(processId, packageHash);
    const at = clock.now();
    const decision = await request.decide({ state: instance.state, program, packageHash, at });
    if (isRefusal(decision)) return { kind: 'refused', rejection: decision.refuse };
    const { commandId: id, actor } = request;
    if (actor.userId !== SYSTEM.userId && instance.effects.length > limits.mostEffects)
      throw new PlatformError('BUSY', `instance ${instance._id} has ${instance.effects.length} effects to carry out`);
    const outcome = transition(program, instance.state, { ...decision, id, at, actor });
    if (!outcome.ok) return { kind: 'refused', rejection: outcome.rejection };
    if (isTooLarge(instance.state, outcome.state, limits)) return tooLarge(instance, program, decision, { id, at });
    const { revision } = outcome.state;
    const noted = { ...instance, processId, packageHash, recent: [...instance.recent, { id, revision }] };
    const pace = paceAfter(instance.pace, outcome.history, at);
    const next = grown(noted, outcome, { at, pace });
    const isBreathless = pace.steps > limits.stepsAnHour && next.status === 'active' && !next.resting;
    const after = isBreathless ? rested(next, program, { id, at }) : next;
    return { kind: 'applied', revision, instance: after, type: decision.type };
  };

  /** Refuses a command whose outcome would not fit: its job has failed, or the instance has an incident, once. */
  const tooLarge = (
    instance: OpenInstance,
    program: Program,
    decision: CommandBody,
    { id, at }: { readonly id: string; readonly at: number },
  ): Step => {
    const message = `the instance would hold more than ${limits.mostBytes} bytes`;
    const { incidents, jobs } = instance.state;
    const isKnown = Object.values(incidents).some(({ code }) => code === 'INSTANCE_TOO_LARGE');
    const fails = 'jobId' in decision && jobs[decision.jobId] !== undefined;
    const body: CommandBody = fails
      ? { type: 'failJob', jobId: decision.jobId, retriesLeft: 0, message }
      : { type: 'raiseIncident', code: 'INSTANCE_TOO_LARGE', message };
    const rejection = { code: 'INSTANCE_TOO_LARGE' };
    if (isKnown && !fails) return { kind: 'refused', rejection };
    const told = byTheHouse(transition, program, instance.state, [{ id: `${id}:size`, at, body }]);
    return { kind: 'refused', rejection, after: grown(instance, told, { at }) };
  };

  /** Suspends an instance that runs in circles, and says so. */
  const rested = (
    instance: OpenInstance,
    program: Program,
    { id, at }: { readonly id: string; readonly at: number },
  ): OpenInstance => {
    const message = `more than ${limits.stepsAnHour} steps in an hour: a loop?`;
    const told = byTheHouse(transition, program, instance.state, [
      { id: `${id}:pace`, at, body: { type: 'raiseIncident', code: 'LOOP_BUDGET', message } },
      { id: `${id}:rest`, at, body: { type: 'suspendInstance', reason: message } },
    ]);
    return grown(instance, told, { at, pace: { since: at, steps: 0 } });
  };

  const start = async (instance: OpenInstance | undefined, request: StartRequest): Promise<Step> => {
    const {
      instanceId,
      commandId: id,
      actor,
      packageHash,
      processId,
      callPath = [],
      begin,
      hops = 0,
      ...body
    } = request;
    if (instance !== undefined) {
      if (instance.startCommandId !== id) return refused('INSTANCE_EXISTS');
      return { kind: 'repeated', revision: 1, instance, type: '' };
    }
    if (hops > MAX_HOPS) return refused('START_CHAIN');
    const program = await programOf(processId, packageHash);
    const at = clock.now();
    const command = begin ?? { ...body, type: 'startInstance', instanceId };
    const outcome = transition(program, undefined, { ...command, id, at, actor });
    if (!outcome.ok) return { kind: 'refused', rejection: outcome.rejection };
    if (isTooLarge(undefined, outcome.state, limits)) return refused('INSTANCE_TOO_LARGE');
    const { state, history, effects } = outcome;
    const next: OpenInstance = {
      _id: instanceId,
      revision: 0,
      processId,
      packageHash,
      rootId: request.rootId,
      parentId: request.parent?.instanceId ?? null,
      callPath,
      status: state.status,
      startCommandId: id,
      recent: [{ id, revision: state.revision }],
      pending: 0,
      ...(hops === 0 ? {} : { hops }),
      createdAt: at,
      updatedAt: at,
      state,
      history,
      effects,
    };
    return { kind: 'applied', revision: state.revision, instance: next, type: command.type };
  };

  // One that fails must not take the others with it; a store that is away fails them all, to be tried again.
  const own = async (work: () => Promise<Step>): Promise<Step> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof PlatformError && error.code === 'STORE_UNAVAILABLE') throw error;
      return { kind: 'thrown', error };
    }
  };

  return async (before, asked) => {
    const steps: Step[] = [];
    let instance = before;
    let isChanged = false;
    for (const one of asked) {
      if (one.kind === 'confirm') {
        const confirmed = instance && withoutRelayed(instance, one.marks, chain);
        isChanged ||= confirmed !== instance || (confirmed !== undefined && isLeftOpen(confirmed));
        instance = confirmed;
        steps.push({ kind: 'confirmed' });
        continue;
      }
      const now = instance;
      const step = await own(() => (one.kind === 'command' ? run(now, one.request) : start(now, one.request)));
      steps.push(step);
      const after = step.kind === 'applied' ? step.instance : step.kind === 'refused' ? step.after : undefined;
      if (after === undefined) continue;
      isChanged = true;
      instance = after;
    }
    const historySeq = before?.state.historySeq ?? 0;
    const effectSeq = before?.state.effectSeq ?? 0;
    return {
      steps,
      instance,
      history: instance?.history.filter(({ seq }) => seq >= historySeq) ?? [],
      effects: instance?.effects.filter(({ seq }) => seq >= effectSeq) ?? [],
      isChanged,
    };
  };
}

/** Whether an instance says that something is left and holds nothing: a crash came between the last of its rows and the end of its commit. */
function isLeftOpen({ pending, history, effects, woken }: OpenInstance): boolean {
  return pending === 1 && history.length === 0 && effects.length === 0 && woken === undefined;
}

/** The instance without what has been relayed; itself when it holds nothing of that. */
function withoutRelayed(instance: OpenInstance, { historySeq, effectSeq }: Marks, chain: HistoryChain): OpenInstance {
  const history = instance.history.filter(({ seq }) => seq >= historySeq);
  const effects = instance.effects.filter(({ seq }) => seq >= effectSeq);
  const isWoken = instance.woken !== undefined && instance.woken > historySeq;
  const isSame =
    history.length === instance.history.length &&
    effects.length === instance.effects.length &&
    isWoken === (instance.woken !== undefined);
  if (isSame) return instance;
  const { woken, ...rest } = instance;
  const link = chainUpTo(chain, instance, historySeq);
  const linked = link === undefined ? {} : { chain: link };
  return { ...rest, ...linked, history, effects, ...(isWoken && woken !== undefined ? { woken } : {}) };
}
