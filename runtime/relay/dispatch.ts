import { SYSTEM, type CommandBody, type Effect, type JsonObject } from '../../engine/index.js';
import type { Packages } from '../seams/packages.js';
import type { Committed, CommandRunner } from '../use-cases/run-command.js';
import type { OpenInstance } from '../use-cases/instance-record.js';

/** Effects that are carried out by a command to another instance. */
export type CallEffect = Extract<
  Effect,
  { readonly type: 'startChild' | 'cancelChild' | 'reportChildEnd' | 'reportChildStatus' }
>;

type Of<T extends CallEffect['type']> = Extract<CallEffect, { readonly type: T }>;

/** Carries out call effects; gives the instances that changed or may still have something to relay. */
export type Dispatcher = (source: OpenInstance, effect: CallEffect) => Promise<readonly Committed[]>;

/**
 * The commands of call effects. Ids are made from instance and effect number, so doing it twice is harmless; a refusal means that the
 * other side has gone on without us (`decisions.md` 3: a child's late result is dropped) and is final.
 */
export function createDispatcher(runner: CommandRunner, packages: Packages): Dispatcher {
  const send = (instanceId: string, commandId: string, body: CommandBody): Promise<Committed> =>
    runner.commit({ instanceId, commandId, actor: SYSTEM, decide: () => body });

  const childFailed = (
    source: OpenInstance,
    effect: Of<'startChild'>,
    commandId: string,
    message: string,
  ): Promise<Committed> =>
    send(source._id, `${commandId}:failed`, {
      type: 'childEnded',
      callId: effect.callId,
      outcome: { kind: 'failed', message },
      variables: {},
      performers: {},
    });

  const startChild = async (source: OpenInstance, effect: Of<'startChild'>, commandId: string): Promise<Committed> => {
    const { state, packageHash } = source;
    if ((await packages.programFor(effect.processId, packageHash)) === undefined) {
      return childFailed(source, effect, commandId, `process ${effect.processId} is not in this package version`);
    }
    const callElement = state.calls[effect.callId]?.elementId ?? effect.callId;
    const started = await runner.commitStart({
      instanceId: effect.childInstanceId,
      commandId,
      actor: SYSTEM,
      packageHash,
      processId: effect.processId,
      rootId: source.rootId,
      parent: { instanceId: source._id, callId: effect.callId, depth: effect.depth },
      callPath: [...source.callPath, callElement],
      ...(state.businessKey === undefined ? {} : { businessKey: state.businessKey }),
      variables: effect.variables,
      config: state.config,
      performers: effect.performers,
    });
    if (started.kind !== 'refused' || started.rejection.code === 'INSTANCE_EXISTS') return started;
    return childFailed(source, effect, commandId, `the called process did not start: ${started.rejection.code}`);
  };

  return async (source, effect) => {
    const commandId = `${source._id}:e${String(effect.seq)}`;
    switch (effect.type) {
      case 'startChild':
        return [await startChild(source, effect, commandId)];
      case 'cancelChild':
        return [
          await send(effect.childInstanceId, commandId, { type: 'cancelInstance', reason: 'The call activity ended' }),
        ];
      case 'reportChildEnd': {
        const { parent, outcome, variables, performers } = effect;
        const body: CommandBody = {
          type: 'childEnded',
          callId: parent.callId,
          outcome,
          variables: variables satisfies JsonObject,
          performers,
        };
        return [await send(parent.instanceId, commandId, body)];
      }
      case 'reportChildStatus': {
        const { parent, status } = effect;
        return [await send(parent.instanceId, commandId, { type: 'childStatus', callId: parent.callId, status })];
      }
    }
  };
}
