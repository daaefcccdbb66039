import type { Incident, Retry, Token } from '../model/state.js';
import { newId, record } from './draft.js';
import { Fault } from './fault.js';
import type { Run } from './run.js';
import { nowOf, stateOf } from './run.js';

/** Where an incident stands: on a token, or on a scope when no token is concerned. */
export interface IncidentPlace {
  readonly elementId: string;
  readonly tokenId?: string;
  readonly scopeId?: string;
  readonly jobId?: string;
}

/** Turns a fault into an incident: its token rests until somebody has repaired it; everything else goes on. */
export function raiseIncident(run: Run, place: IncidentPlace, fault: Fault, fallback: Retry): void {
  const incident: Incident = {
    id: newId(run.draft, 'i'),
    ...place,
    code: fault.code,
    message: fault.message,
    raisedAt: nowOf(run),
    retry: fault.retry ?? fallback,
  };
  record(run.draft, 'incidentRaised', place.elementId, { incident });
}

/** Carries a step of a token out; a fault of it becomes an incident of the token, to be tried again at `fallback` unless it knows better. */
export function attempt(run: Run, token: Token, fallback: () => Retry, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { elementId } = stateOf(run).tokens[token.id] ?? token;
    raiseIncident(run, { elementId, tokenId: token.id }, error, fallback());
  }
}

/** Takes the incidents of a token away: what they stood for has been overtaken. */
export function clearIncidents(run: Run, tokenId: string): void {
  for (const incident of Object.values(stateOf(run).incidents)) {
    if (incident.tokenId === tokenId)
      record(run.draft, 'incidentResolved', incident.elementId, { incidentId: incident.id });
  }
}
