import type { JsonObject } from '../../../../engine/index.js';
import type { ApiText } from '../../shared/api-types.js';
import { request } from '../../shared/request.js';

/** An open incident. */
export interface IncidentRow {
  readonly incidentId: string;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly service: string;
  readonly processId: string;
  readonly elementId: string;
  readonly elementName: ApiText;
  readonly code: string;
  readonly message: string;
  readonly raisedAt: string;
  readonly jobId?: string;
}

/** A page of incidents, and how many fit in all. */
export interface IncidentPage {
  readonly items: readonly IncidentRow[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/** Which incidents are wanted; `before` is ms since the epoch. Empty: all. */
export interface IncidentFilter {
  readonly service: string;
  readonly code: string;
  readonly before: string;
  readonly q: string;
}

export type BatchKind = 'retry' | 'cancel' | 'migrate' | 'suspend' | 'resume';
export type BatchPhase = 'selecting' | 'running' | 'stopping' | 'finished' | 'stopped';
export type ItemOutcome = 'open' | 'done' | 'skipped' | 'failed' | 'stopped';

/** A batch with its progress. */
export interface BatchRow {
  readonly batchId: string;
  readonly kind: BatchKind;
  readonly phase: BatchPhase;
  readonly startedByName: string;
  readonly startedAt: string;
  readonly reason: string;
  readonly total: number | null;
  readonly counts: Readonly<Record<ItemOutcome, number>>;
}

/** One target of a batch. */
export interface BatchItemRow {
  readonly target: string;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly outcome: ItemOutcome;
  readonly code: string | null;
}

/** What a batch is asked for with. */
export interface BatchWish {
  readonly kind: BatchKind;
  readonly selection: {
    readonly service?: string;
    readonly code?: string;
    readonly before?: number;
    readonly text?: string;
  };
  readonly reason?: string;
  readonly hash?: string;
}

/** How many a batch would reach. */
export interface BatchPreview {
  readonly total: number;
  readonly most: number;
  readonly first: readonly string[];
}

const part = encodeURIComponent;

/** One page of incidents, newest first. */
export function readIncidents(
  filter: IncidentFilter,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<IncidentPage> {
  const given = Object.entries({ ...filter, cursor: cursor ?? '' }).filter(([, value]) => value !== '');
  return request<IncidentPage>(`/api/incidents?${new URLSearchParams(given).toString()}`, { signal });
}

/** Lets a stopped case try again, with other data when some are given. */
export const retryIncident = (incidentId: string, variables: JsonObject, key: string): Promise<unknown> =>
  request(`/api/incidents/${part(incidentId)}/retry`, { method: 'POST', body: { variables }, idempotencyKey: key });

/** The newest batches. */
export const readBatches = (): Promise<readonly BatchRow[]> => request<readonly BatchRow[]>('/api/batches');

/** Targets of a batch, of one outcome or of all. */
export const readBatchItems = async (batchId: string, outcome: ItemOutcome | 'all'): Promise<readonly BatchItemRow[]> =>
  (
    await request<{ readonly items: readonly BatchItemRow[] }>(
      `/api/batches/${part(batchId)}/items${outcome === 'all' ? '' : `?outcome=${outcome}`}`,
    )
  ).items;

/** How many a batch would reach. Nothing happens. */
export const previewBatch = (wish: BatchWish, signal: AbortSignal): Promise<BatchPreview> =>
  request<BatchPreview>('/api/batches/preview', { method: 'POST', body: wish, signal });

/** Starts a batch. */
export const startBatch = (wish: BatchWish, key: string): Promise<unknown> =>
  request('/api/batches', { method: 'POST', body: wish, idempotencyKey: key });

/** Stops a batch. */
export const stopBatch = (batchId: string): Promise<unknown> =>
  request(`/api/batches/${part(batchId)}/stop`, { method: 'POST', body: {} });
