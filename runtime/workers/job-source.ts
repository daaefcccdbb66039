import type { JsonObject } from '../../engine/index.js';

/** What a worker asks for: jobs of these types, at most so many, leased for so long; `waitMs`: how long the answer may wait for the first. */
export interface ActivateRequest {
  readonly types: readonly string[];
  readonly maxJobs: number;
  readonly leaseMs: number;
  readonly waitMs: number;
  /** Names of the variables wanted; all when absent. */
  readonly variables?: readonly string[];
}

/** A job that was handed out. `lease` proves whose it is now and goes back with each report; the job is taken away at `leaseUntil`. */
export interface ActivatedJob {
  readonly jobKey: string;
  readonly lease: string;
  readonly type: string;
  readonly elementId: string;
  readonly instanceId: string;
  readonly rootId: string;
  readonly packageHash: string;
  readonly variables: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
  /** 1 for the first attempt, of `retries` in all. */
  readonly attempt: number;
  readonly retries: number;
  /** ms since the epoch. */
  readonly leaseUntil: number;
}

/**
 * What a worker tells about a job it holds. A failure is tried again after the platform's pause unless it names its own; `retriesLeft` 0 ends
 * the attempts and raises an incident. `extended` asks for `leaseMs` more from now.
 */
export type JobReport = { readonly jobKey: string; readonly lease: string } & (
  | { readonly kind: 'completed'; readonly variables: JsonObject }
  | {
      readonly kind: 'failed';
      readonly message: string;
      readonly retriesLeft?: number;
      readonly retryInMs?: number;
    }
  | { readonly kind: 'error'; readonly code: string; readonly message: string; readonly variables: JsonObject }
  | { readonly kind: 'extended'; readonly leaseMs: number }
);

/** What became of a report. `LEASE_LOST`: somebody else has the job; `JOB_GONE`: the instance no longer wants it. */
export type ReportOutcome =
  | { readonly jobKey: string; readonly ok: true; readonly leaseUntil?: number }
  | { readonly jobKey: string; readonly ok: false; readonly code: string };

/** Where a worker gets its jobs: the platform itself in the same process, or its API over HTTP. */
export interface JobSource {
  activate(request: ActivateRequest, signal?: AbortSignal): Promise<readonly ActivatedJob[]>;
  /** Answers in the order of the reports; one that is refused does not stop the others. A repeated report answers like the first. */
  report(reports: readonly JobReport[], signal?: AbortSignal): Promise<readonly ReportOutcome[]>;
}
