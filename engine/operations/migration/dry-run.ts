import { transition } from '../../core/transition.js';
import type { Rejection } from '../../model/rejection.js';
import type { Program } from '../../model/program.js';
import type { InstanceState } from '../../model/state.js';
import type { OperationCommand } from '../operations.js';

/** One part of an instance before and after: absent on the side where it is not. `from` and `to` name elements. */
export interface PartChange {
  readonly id: string;
  readonly from?: string;
  readonly to?: string;
}

/** What would become of an instance: every token, work item, job, timer, wait, call, limit, and incident; or why nothing would. */
export type DryRun =
  | { readonly ok: false; readonly rejection: Rejection }
  | {
      readonly ok: true;
      readonly tokens: readonly PartChange[];
      readonly workItems: readonly PartChange[];
      readonly jobs: readonly PartChange[];
      readonly timers: readonly PartChange[];
      readonly subscriptions: readonly PartChange[];
      readonly calls: readonly PartChange[];
      readonly limits: readonly PartChange[];
      readonly incidents: readonly PartChange[];
      /** The state it would have. */
      readonly state: InstanceState;
    };

/** Carries an operation out on a copy and tells what came of it; `program` is the new one for a migration. Nothing is kept. */
export function dryRun(program: Program, state: InstanceState, command: OperationCommand): DryRun {
  const outcome = transition(program, state, { ...command, reason: command.reason ?? '…' });
  if (!outcome.ok) return outcome;
  const { state: after } = outcome;
  const changes = (
    key: 'tokens' | 'workItems' | 'jobs' | 'timers' | 'subscriptions' | 'calls' | 'limits' | 'incidents',
  ) => changesOf(state[key], after[key]);
  return {
    ok: true,
    tokens: changes('tokens'),
    workItems: changes('workItems'),
    jobs: changes('jobs'),
    timers: changes('timers'),
    subscriptions: changes('subscriptions'),
    calls: changes('calls'),
    limits: changes('limits'),
    incidents: changes('incidents'),
    state: after,
  };
}

type Parts = Readonly<Record<string, { readonly elementId: string }>>;

function changesOf(before: Parts, after: Parts): readonly PartChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].map((id) => {
    const [from, to] = [before[id]?.elementId, after[id]?.elementId];
    return { id, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  });
}
