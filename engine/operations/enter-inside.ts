import { enterStatus, openActivity } from '../core/activity.js';
import { localData } from '../core/data-sets.js';
import { newId, record } from '../core/draft.js';
import { Fault } from '../core/fault.js';
import { raiseIncident } from '../core/incident.js';
import type { Run } from '../core/run.js';
import { tokenOf } from '../core/run.js';
import { inputsOf } from '../core/scope.js';
import { armScope } from '../elements/event-sub-process.js';
import type { JsonObject } from '../model/json.js';
import type { ElementPlan } from '../model/plan.js';
import type { WayBack } from '../model/state.js';

/** What was opened on the way to an element: the token in the scope that was there before, and the one on the element itself. */
export interface Entrance {
  readonly outerTokenId: string;
  readonly tokenId: string;
  /** Scopes opened on the way, from the outside in, with the token in each. */
  readonly opened: readonly { readonly scopeId: string; readonly elementId: string; readonly tokenId: string }[];
}

/** How the last element is begun: entered later (`enter`), or only stood on. */
export interface EntranceOptions {
  readonly wayBack?: Omit<WayBack, 'ownerTokenId' | 'fills'> & { readonly fills?: readonly string[] };
  readonly stands?: boolean;
  /** The last element of the path is opened as well, and nothing put in it. */
  readonly empty?: boolean;
  /** Variables of the innermost scope that is opened on the way. */
  readonly variables?: JsonObject;
}

/**
 * Puts a new token on the last element of `path`; sub-processes before it are opened on the way, each with its inputs, its boundary events
 * and its event sub-processes, and begun at that element instead of at its start event.
 */
export function enterInside(
  run: Run,
  scopeId: string,
  path: readonly ElementPlan[],
  options: EntranceOptions = {},
): Entrance {
  const [first, ...rest] = path;
  if (first === undefined) throw new RangeError('a path has an element');
  const tokenId = newId(run.draft, 't');
  if (rest.length === 0 && options.empty !== true) {
    record(run.draft, 'tokenCreated', first.id, { tokenId, scopeId, ...wayBackOf(options) });
    if (options.stands !== true) run.agenda.push({ kind: 'enter', tokenId, elementId: first.id });
    return { outerTokenId: tokenId, tokenId, opened: [] };
  }
  record(run.draft, 'tokenCreated', first.id, { tokenId, scopeId });
  record(run.draft, 'elementEntered', first.id, { tokenId });
  enterStatus(run, first);
  const inputs = orIncident(run, tokenId, first.id, {}, () => {
    openActivity(run, tokenOf(run, tokenId), first);
    return inputsOf(run, first.inputs, scopeId);
  });
  const innerId = newId(run.draft, 's');
  record(run.draft, 'scopeOpened', first.id, {
    scopeId: innerId,
    parentId: scopeId,
    kind: 'subProcess',
    ownerTokenId: tokenId,
    variables: { ...localData(first), ...inputs, ...(rest.length === 1 ? options.variables : undefined) },
  });
  armScope(run, innerId);
  const { wayBack, ...others } = options;
  const owned = wayBack === undefined ? others : { ...others, wayBack: { ownerTokenId: tokenId, ...wayBack } };
  if (rest.length === 0)
    return { outerTokenId: tokenId, tokenId, opened: [{ scopeId: innerId, elementId: '', tokenId }] };
  const inner = enterInside(run, innerId, rest, owned);
  const opened = [{ scopeId: innerId, elementId: rest[0]?.id ?? '', tokenId: inner.outerTokenId }, ...inner.opened];
  return { outerTokenId: tokenId, tokenId: inner.tokenId, opened };
}

function wayBackOf({ wayBack }: EntranceOptions): { readonly wayBack?: WayBack } {
  return wayBack === undefined ? {} : { wayBack: { fills: [], ...wayBack } };
}

/** What cannot be evaluated on the way is an incident; the way goes on without it. */
function orIncident(
  run: Run,
  tokenId: string,
  elementId: string,
  fallback: JsonObject,
  work: () => JsonObject,
): JsonObject {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    raiseIncident(run, { elementId, tokenId }, error, { phase: 'arm' });
    return fallback;
  }
}
