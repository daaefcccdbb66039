import type { CommandBody, HistoryEvent, InstanceState, Outcome, Program } from '../../engine/index.js';
import { SYSTEM, type Command } from '../../engine/index.js';
import type { OpenInstance } from './instance-record.js';
import { stateSize } from './instance-size.js';

/** How much one instance may do and hold. */
export interface InstanceLimits {
  /** Steps an hour; beyond that it is suspended, with an incident. */
  readonly stepsAnHour: number;
  /** Bytes of the stored state; a command that would exceed it is refused, with an incident. */
  readonly mostBytes: number;
  /** From here on the log warns. */
  readonly warnBytes: number;
  /** Instances of one case, counted when calls are nested deep: a process that calls itself twice doubles at each level. */
  readonly mostOfCase: number;
  /** Commands to others that are still to be sent; beyond that people wait until they are. */
  readonly mostEffects: number;
}

const MB = 1024 * 1024;

/** What holds unless a test says otherwise. */
export const INSTANCE_LIMITS: InstanceLimits = {
  stepsAnHour: 100_000,
  mostBytes: 4 * MB,
  warnBytes: MB,
  mostOfCase: 10_000,
  mostEffects: 200,
};

const HOUR_MS = 3_600_000;

const isStep = ({ type }: HistoryEvent): boolean => type === 'elementEntered' || type === 'elementPassed';

/** The steps of an instance after these facts; a new hour begins when the last one is over. */
export function paceAfter(
  before: OpenInstance['pace'],
  history: readonly HistoryEvent[],
  at: number,
): NonNullable<OpenInstance['pace']> {
  const steps = history.filter(isStep).length;
  const isOver = before === undefined || Math.abs(at - before.since) >= HOUR_MS;
  return isOver ? { since: at, steps } : { since: before.since, steps: before.steps + steps };
}

/** Whether a state grew beyond what one instance may hold: one that shrinks is let through, however large it still is. */
export function isTooLarge(before: InstanceState | undefined, after: InstanceState, limits: InstanceLimits): boolean {
  const size = stateSize(after);
  return size > limits.mostBytes && (before === undefined || size > stateSize(before));
}

type Transition = (program: Program, state: InstanceState | undefined, command: Command) => Outcome;
type Accepted = Extract<Outcome, { readonly ok: true }>;

/** Carries out commands of the house itself on a state, one after another; one that does not apply is left out. */
export function byTheHouse(
  transition: Transition,
  program: Program,
  state: InstanceState,
  commands: readonly { readonly id: string; readonly at: number; readonly body: CommandBody }[],
): Pick<Accepted, 'state' | 'history' | 'effects'> {
  const start: Pick<Accepted, 'state' | 'history' | 'effects'> = { state, history: [], effects: [] };
  return commands.reduce((before, { id, at, body }) => {
    const outcome = transition(program, before.state, { ...body, id, at, actor: SYSTEM });
    if (!outcome.ok) return before;
    return {
      state: outcome.state,
      history: [...before.history, ...outcome.history],
      effects: [...before.effects, ...outcome.effects],
    };
  }, start);
}
