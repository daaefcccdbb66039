import type { Effect } from '../model/effect.js';
import type { Dispatch } from './dispatch.js';
import { correlateBuffered, publishMessage } from './correlate.js';
import { publishSignal } from './publish-signal.js';
import type { HostState } from './host-state.js';

/** The host after an effect, and the commands that follow from it at once. */
export interface HostStep {
  readonly host: HostState;
  readonly dispatches: readonly Dispatch[];
}

/** Who emitted an effect, and what its called instances inherit. */
export interface EffectSource {
  readonly instanceId: string;
  readonly rootId: string;
  readonly businessKey?: string;
  readonly config: StartConfig;
  readonly at: number;
}

type StartConfig = Extract<Dispatch['body'], { readonly type: 'startInstance' }>['config'];

/**
 * Takes one committed effect into the host (decisions 3): timers, jobs and subscriptions are noted or forgotten; calls, their
 * results and messages become commands. Command ids are made from instance and effect number, so repeating is harmless.
 */
export function absorbEffect(host: HostState, source: EffectSource, effect: Effect): HostStep {
  const key = (partId: string) => `${source.instanceId}:${partId}`;
  const commandId = `${source.instanceId}:e${effect.seq}`;
  const order = host.order + 1;
  switch (effect.type) {
    case 'scheduleTimer': {
      const { timerId, dueAt } = effect;
      const timer = { instanceId: source.instanceId, timerId, dueAt, order };
      return quiet({ ...host, order, timers: { ...host.timers, [key(timerId)]: timer } });
    }
    case 'cancelTimer':
      return quiet({ ...host, timers: without(host.timers, key(effect.timerId)) });
    case 'createJob': {
      const { type: _, seq: __, ...job } = effect;
      return quiet({
        ...host,
        order,
        jobs: { ...host.jobs, [key(effect.jobId)]: { ...job, instanceId: source.instanceId, order } },
      });
    }
    case 'cancelJob':
      return quiet({ ...host, jobs: without(host.jobs, key(effect.jobId)) });
    case 'openSubscription': {
      const { type: _, seq: __, ...subscription } = effect;
      const opened = { ...subscription, instanceId: source.instanceId, order };
      return correlateBuffered(
        { ...host, order, subscriptions: { ...host.subscriptions, [key(effect.subscriptionId)]: opened } },
        opened,
        source.at,
      );
    }
    case 'closeSubscription':
      return quiet({ ...host, subscriptions: without(host.subscriptions, key(effect.subscriptionId)) });
    case 'publishMessage':
      return publishMessage(host, { ...effect, at: source.at });
    case 'notify':
      // Nothing comes back: a host that has people in front of it shows them the effect.
      return quiet(host);
    case 'publishSignal':
      return publishSignal(host, effect, source.instanceId);
    default:
      return { host, dispatches: [callDispatch(source, effect, commandId)] };
  }
}

type CallEffect = Extract<
  Effect,
  {
    readonly type:
      'startChild' | 'cancelChild' | 'restChild' | 'reportChildEnd' | 'reportChildStatus' | 'reportChildEscalation';
  }
>;

/** The command a call effect stands for, shared with every durable host. */
export function callDispatch(source: EffectSource, effect: CallEffect, commandId: string): Dispatch {
  switch (effect.type) {
    case 'startChild':
      return {
        instanceId: effect.childInstanceId,
        commandId,
        body: {
          type: 'startInstance',
          instanceId: effect.childInstanceId,
          rootId: source.rootId,
          parent: { instanceId: source.instanceId, callId: effect.callId, depth: effect.depth },
          ...(source.businessKey === undefined ? {} : { businessKey: source.businessKey }),
          variables: effect.variables,
          config: source.config,
          performers: effect.performers,
        },
      };
    case 'cancelChild':
      return {
        instanceId: effect.childInstanceId,
        commandId,
        body: { type: 'cancelInstance', reason: 'The call activity ended' },
      };
    case 'restChild': {
      const type = effect.suspended ? 'suspendInstance' : 'resumeInstance';
      return { instanceId: effect.childInstanceId, commandId, body: { type, reason: effect.reason } };
    }
    case 'reportChildEnd': {
      const { parent, outcome, variables, performers } = effect;
      return {
        instanceId: parent.instanceId,
        commandId,
        body: { type: 'childEnded', callId: parent.callId, outcome, variables, performers },
      };
    }
    case 'reportChildStatus':
      return {
        instanceId: effect.parent.instanceId,
        commandId,
        body: { type: 'childStatus', callId: effect.parent.callId, status: effect.status },
      };
    case 'reportChildEscalation': {
      const { parent, escalationCode, variables } = effect;
      const body = { type: 'childEscalated', callId: parent.callId, escalationCode, variables } as const;
      return { instanceId: parent.instanceId, commandId, body };
    }
  }
}

function quiet(host: HostState): HostStep {
  return { host, dispatches: [] };
}

function without<V>(record: Readonly<Record<string, V>>, key: string): Readonly<Record<string, V>> {
  const { [key]: _, ...rest } = record;
  return rest;
}
