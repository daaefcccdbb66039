import { callDispatch, SYSTEM, type CommandBody } from '../../engine/index.js';
import type { Packages } from '../seams/packages.js';
import type { Store } from '../seams/store.js';
import { INSTANCES, type OpenInstance } from '../use-cases/instance-record.js';
import type { CommandKeeper } from '../use-cases/keep-command.js';
import type { Committed, CommandRunner } from '../use-cases/run-command.js';

/** Calls from this depth on count the instances of their case. */
const COUNTED_DEPTH = 4;

/** Effects that are carried out by a command to another instance. */
export type CallEffect = Parameters<typeof callDispatch>[1];

/** Carries out a call effect; gives what was committed and is still to be relayed. */
export type Dispatcher = (source: OpenInstance, effect: CallEffect) => Promise<Committed>;

/**
 * The commands of call effects. Ids are made from instance and effect number, so doing it twice is harmless; a refusal means that the
 * other side has gone on without us and is final, unless the other side is
 * suspended: then it is kept for it. A child that cannot be started is reported to its parent as failed.
 */
export function createDispatcher(parts: {
  readonly runner: CommandRunner;
  readonly keeper: CommandKeeper;
  readonly packages: Packages;
  readonly store: Store;
  readonly mostOfCase: number;
}): Dispatcher {
  const { runner, keeper, packages, store, mostOfCase } = parts;

  /** Shallow calls are bounded by the models; only from some depth on is it worth counting. */
  const isCrowded = async (rootId: string, depth: number): Promise<boolean> =>
    depth >= COUNTED_DEPTH && (await store.count(INSTANCES, { rootId })) >= mostOfCase;

  const send = (instanceId: string, commandId: string, body: CommandBody): Promise<Committed> =>
    keeper.send({ instanceId, commandId, actor: SYSTEM, body });

  const startChild = async (
    source: OpenInstance,
    effect: Extract<CallEffect, { readonly type: 'startChild' }>,
    start: Extract<CommandBody, { readonly type: 'startInstance' }>,
    commandId: string,
  ): Promise<Committed> => {
    const { packageHash } = source;
    const { type: _, ...request } = start;
    const { processId, callId } = effect;
    const failed = (message: string): Promise<Committed> =>
      send(source._id, `${commandId}:failed`, {
        type: 'childEnded',
        callId,
        outcome: { kind: 'failed', message },
        variables: {},
        performers: {},
      });
    if ((await packages.programFor(processId, packageHash)) === undefined) {
      return failed(`process ${processId} is not in this package version`);
    }
    if (await isCrowded(source.rootId, effect.depth)) return failed(`the case has ${mostOfCase} instances already`);
    const callPath = [...source.callPath, source.state.calls[callId]?.elementId ?? callId];
    const started = await runner.commitStart({
      ...request,
      commandId,
      actor: SYSTEM,
      packageHash,
      processId,
      callPath,
    });
    if (started.kind !== 'refused' || started.rejection.code === 'INSTANCE_EXISTS') return started;
    return failed(`the called process did not start: ${started.rejection.code}`);
  };

  return (source, effect) => {
    const { state } = source;
    const { instanceId, commandId, body } = callDispatch(
      {
        instanceId: source._id,
        rootId: source.rootId,
        ...(state.businessKey === undefined ? {} : { businessKey: state.businessKey }),
        config: state.config,
        at: source.updatedAt,
      },
      effect,
      `${source._id}:e${String(effect.seq)}`,
    );
    if (effect.type === 'startChild' && body.type === 'startInstance')
      return startChild(source, effect, body, commandId);
    return send(instanceId, commandId, body);
  };
}
