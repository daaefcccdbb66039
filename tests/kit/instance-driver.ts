import { expect } from '@jest/globals';
import { replay } from '../../engine/core/replay.js';
import { transition } from '../../engine/core/transition.js';
import type { Actor } from '../../engine/model/actor.js';
import { SYSTEM } from '../../engine/model/actor.js';
import type { Command, CommandBody } from '../../engine/model/commands/command.js';
import type { StartInstance } from '../../engine/model/commands/start-instance.js';
import type { Effect } from '../../engine/model/effect.js';
import type { HistoryEvent } from '../../engine/model/history.js';
import type { JsonObject } from '../../engine/model/json.js';
import type { Outcome } from '../../engine/model/outcome.js';
import type { Program } from '../../engine/model/program.js';
import type { InstanceState, Subscription, Timer, WorkItem } from '../../engine/model/state.js';

/** Monday 2026-03-02, 10:00 in Shanghai. */
export const MONDAY = 1_772_416_800_000;

/** A person for tests. */
export function person(userId: string, roles: readonly string[] = [], orgPath?: string): Actor {
  return { kind: 'user', userId, roles, ...(orgPath === undefined ? {} : { orgPath }) };
}

/** Freezes plain data through and through, so that writing to it throws. */
export function deepFreeze<T>(data: T): T {
  if (typeof data === 'object' && data !== null && !Object.isFrozen(data)) {
    Object.freeze(data);
    Object.values(data).forEach(deepFreeze);
  }
  return data;
}

/** One instance under test. Each accepted command is checked: the state was frozen before, and replay makes the same state. */
export class InstanceDriver {
  readonly program: Program;
  readonly history: HistoryEvent[] = [];
  readonly effects: Effect[] = [];
  /** Commands that were accepted, each with the program it met. */
  readonly accepted: { readonly command: Command; readonly program: Program }[] = [];
  at = MONDAY;
  #state: InstanceState | undefined;
  #commands = 0;

  constructor(program: Program) {
    this.program = program;
  }

  /** A driver of the same instance that goes on with another program. */
  onto(program: Program): InstanceDriver {
    const other = new InstanceDriver(program);
    other.history.push(...this.history);
    other.effects.push(...this.effects);
    other.accepted.push(...this.accepted);
    other.at = this.at;
    other.#state = this.#state;
    other.#commands = this.#commands;
    return other;
  }

  get state(): InstanceState {
    if (this.#state === undefined) throw new Error('not started');
    return this.#state;
  }

  /** Sends any command and answers the outcome as it is. */
  send(body: CommandBody, actor: Actor = SYSTEM): Outcome {
    const command = { id: `k${this.#commands}`, at: this.at, actor, ...body } as Command;
    this.#commands += 1;
    const outcome = transition(this.program, this.#state, deepFreeze(command));
    if (!outcome.ok) return outcome;
    this.history.push(...outcome.history);
    this.effects.push(...outcome.effects);
    this.accepted.push({ command, program: this.program });
    this.#state = deepFreeze(outcome.state);
    expect(replay(this.history)).toStrictEqual(outcome.state);
    return outcome;
  }

  /** Sends a command that must be accepted. */
  accept(body: CommandBody, actor: Actor = SYSTEM): this {
    expect(this.send(body, actor)).toMatchObject({ ok: true });
    return this;
  }

  start(variables: JsonObject = {}, more: Partial<StartInstance> = {}): this {
    const body = { type: 'startInstance', instanceId: 'i', rootId: 'i', variables, config: {}, ...more } as const;
    return this.accept(body, person('u-owner', ['merchant']));
  }

  /** The only open work item of an element. */
  item(elementId: string, place = 0): WorkItem {
    return required(Object.values(this.state.workItems).filter((one) => one.elementId === elementId)[place]);
  }

  claim(elementId: string, actor: Actor, place = 0): Outcome {
    return this.send({ type: 'claimWorkItem', workItemId: this.item(elementId, place).id }, actor);
  }

  /** Claims, if nobody has, and completes. */
  done(elementId: string, variables: JsonObject = {}, actor: Actor = person('u-1'), place = 0): this {
    const item = this.item(elementId, place);
    if (item.state === 'ready') this.accept({ type: 'claimWorkItem', workItemId: item.id }, actor);
    return this.accept({ type: 'completeWorkItem', workItemId: item.id, variables }, actor);
  }

  /** Id of the job of an element. */
  job(elementId: string): string {
    return required(Object.values(this.state.jobs).find((one) => one.elementId === elementId)).id;
  }

  jobDone(elementId: string, variables: JsonObject = {}): this {
    return this.accept({ type: 'completeJob', jobId: this.job(elementId), variables });
  }

  timer(elementId: string, purpose: Timer['purpose'] = 'event'): Timer {
    return required(
      Object.values(this.state.timers).find((one) => one.elementId === elementId && one.purpose === purpose),
    );
  }

  /** Lets the clock run to the timer and fires it. */
  fire(elementId: string, purpose: Timer['purpose'] = 'event'): this {
    const { id: timerId, dueAt } = this.timer(elementId, purpose);
    this.at = Math.max(this.at, dueAt);
    return this.accept({ type: 'fireTimer', timerId });
  }

  subscription(elementId: string): Subscription {
    return required(Object.values(this.state.subscriptions).find((one) => one.elementId === elementId));
  }

  deliver(elementId: string, variables: JsonObject = {}): this {
    const { id: subscriptionId } = this.subscription(elementId);
    return this.accept({ type: 'deliverMessage', subscriptionId, messageId: `msg${this.#commands}`, variables });
  }

  /** Ends the call of an element as completed. */
  callDone(elementId: string, variables: JsonObject = {}, performers: Record<string, readonly string[]> = {}): this {
    const { id: callId } = required(Object.values(this.state.calls).find((one) => one.elementId === elementId));
    return this.accept({ type: 'childEnded', callId, outcome: { kind: 'completed' }, variables, performers });
  }

  /** Incident codes by element, in order. */
  get incidents(): readonly string[] {
    return Object.values(this.state.incidents).map(({ elementId, code }) => `${elementId} ${code}`);
  }

  /** Resolves the only incident. */
  resolve(variables: JsonObject = {}): this {
    const { id: incidentId } = required(Object.values(this.state.incidents)[0]);
    return this.accept({ type: 'resolveIncident', incidentId, variables });
  }

  /** Variables of the process. */
  get variables(): JsonObject {
    return required(this.state.scopes[this.state.rootScopeId]).variables;
  }

  /** Element ids of events of one type, in order. */
  trail(type: HistoryEvent['type']): readonly string[] {
    const isStep = type === 'elementEntered' || type === 'elementCompleted';
    const fits = (event: HistoryEvent) => event.type === type || (isStep && event.type === 'elementPassed');
    return this.history.filter(fits).map(({ elementId }) => elementId ?? '');
  }

  /** Types of the effects so far. */
  get asked(): readonly string[] {
    return this.effects.map(({ type }) => type);
  }
}

/** Makes a driver of a program. */
export function drive(program: Program): InstanceDriver {
  return new InstanceDriver(program);
}

function required<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('not there');
  return found;
}
