import type { JsonObject } from '../../engine/index.js';

/** A job as its handler sees it. Values are plain (unsealed). */
export interface ExecutableJob {
  /** Counter id inside the instance, for example `j4`. */
  readonly jobId: string;
  readonly instanceId: string;
  /** The case: root of the call tree. */
  readonly rootId: string;
  /** `<instanceId>:<jobId>`: the same for every attempt; handlers are idempotent by it. */
  readonly jobKey: string;
  readonly type: string;
  readonly elementId: string;
  readonly variables: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** The package version the instance runs on. */
  readonly packageHash: string;
}

/** Circumstances of one attempt. When `signal` aborts, the lease is lost and the result will be discarded. */
export interface JobContext {
  /** ms since the epoch. */
  readonly now: number;
  readonly signal: AbortSignal;
}

/**
 * How an attempt ended: `completed` continues the token with `variables`; `error` is a BPMN error of the model; `failed` is tried again
 * with back-off and becomes an incident when the retries are used up. A thrown error counts as `failed`.
 */
export type JobResult =
  | { readonly kind: 'completed'; readonly variables: JsonObject }
  | { readonly kind: 'error'; readonly code: string; readonly message: string; readonly variables: JsonObject }
  | { readonly kind: 'failed'; readonly message: string };

/** Carries out jobs of one type. May be called several times for one `jobKey` (crash, lost lease) and must then give the same effect once. */
export type JobHandler = (job: ExecutableJob, context: JobContext) => Promise<JobResult>;

/** Handlers by job type, for example `register.find`. */
export type JobHandlers = ReadonlyMap<string, JobHandler>;
