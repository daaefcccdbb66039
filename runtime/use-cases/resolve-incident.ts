import type { Actor, JsonObject } from '../../engine/index.js';
import type { CommandResult, Commands } from '../seams/commands.js';

/** Repairs an incident: sets variables, then tries the failed step again. Refused with INCIDENT_GONE when it is no longer open. */
export function resolveIncident(
  commands: Commands,
  request: {
    readonly instanceId: string;
    readonly incidentId: string;
    readonly commandId: string;
    readonly actor: Actor;
    readonly variables: JsonObject;
  },
): Promise<CommandResult> {
  const { instanceId, incidentId, commandId, actor, variables } = request;
  return commands.run({
    instanceId,
    commandId,
    actor,
    decide: () => ({ type: 'resolveIncident', incidentId, variables }),
  });
}
