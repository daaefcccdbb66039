import type { ActivatedJob, ActivateRequest, JobReport, JobSource, ReportOutcome } from './job-source.js';

/** A request that the platform refused or that did not reach it. `status` 0: it did not; then, and at 429 and 5xx, trying again may help. */
export class WorkerRequestError extends Error {
  readonly status: number;
  readonly code: string;
  /** Seconds to wait first, when the platform said so. */
  readonly retryAfter: number | undefined;

  constructor(status: number, code: string, retryAfter?: number) {
    super(`${String(status)} ${code}`);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  get mayPass(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** How long an answer may take beside the time that it waits for jobs, in ms. */
const ANSWER_MS = 20_000;

const PATHS: Readonly<Record<JobReport['kind'], string>> = {
  completed: 'complete',
  failed: 'fail',
  error: 'error',
  extended: 'extend',
};

/**
 * Jobs over the HTTP interface (`/api/worker/jobs`). `baseUrl` without a slash at the end; `token` of a worker account. Throws
 * WorkerRequestError.
 */
export function createHttpJobSource(parts: {
  readonly baseUrl: string;
  readonly token: string;
  readonly fetch?: typeof fetch;
}): JobSource {
  const { baseUrl, token } = parts;
  const send = parts.fetch ?? fetch;

  const post = async (
    path: string,
    body: object,
    waitMs: number,
    signal: AbortSignal | undefined,
  ): Promise<unknown> => {
    const late = AbortSignal.timeout(waitMs + ANSWER_MS);
    let response: Response;
    try {
      response = await send(`${baseUrl}/api/worker/jobs/${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: signal === undefined ? late : AbortSignal.any([late, signal]),
      });
    } catch (error) {
      if (signal?.aborted === true) throw error;
      throw new WorkerRequestError(0, 'UNREACHABLE');
    }
    const answer = (await response.json().catch(() => ({}))) as { readonly code?: unknown };
    if (response.ok) return answer;
    const after = Number(response.headers.get('retry-after') ?? 'x');
    const code = typeof answer.code === 'string' ? answer.code : 'UNKNOWN';
    throw new WorkerRequestError(response.status, code, Number.isFinite(after) ? after : undefined);
  };

  return {
    activate: async (request: ActivateRequest, signal) => {
      const answer = await post('activate', request, request.waitMs, signal);
      return (answer as { readonly jobs: readonly ActivatedJob[] }).jobs;
    },
    report: async (reports, signal) => {
      const outcomes = new Map<JobReport, ReportOutcome>();
      for (const [kind, path] of Object.entries(PATHS)) {
        const mine = reports.filter((report) => report.kind === kind);
        if (mine.length === 0) continue;
        const jobs = mine.map(({ kind: _, ...job }) => job);
        const answer = (await post(path, { jobs }, 0, signal)) as { readonly outcomes: readonly ReportOutcome[] };
        mine.forEach((report, index) => {
          const outcome = answer.outcomes[index];
          if (outcome !== undefined) outcomes.set(report, outcome);
        });
      }
      return reports.map((report) => outcomes.get(report) ?? { jobKey: report.jobKey, ok: false, code: 'UNKNOWN' });
    },
  };
}
