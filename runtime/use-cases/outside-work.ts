import type { SignedIn } from '../access/signed-in.js';
import type { WorkerAccount } from '../access/workers.js';
import type { ActivatedJob, ActivateRequest, JobReport, ReportOutcome } from '../workers/job-source.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';

const idOf = (user: SignedIn): string => user.userId.slice('worker:'.length);

/**
 * Hands out jobs to a worker outside; types that its account does not name are refused as a whole. When the caller goes away, `signal` ends
 * the waiting. Throws RequestProblem FORBIDDEN.
 */
export async function activateJobs(
  office: Office,
  user: SignedIn,
  request: ActivateRequest,
  signal: AbortSignal,
): Promise<readonly ActivatedJob[]> {
  const allowed = await office.workers.typesOf(idOf(user));
  if (!request.types.every((type) => allowed.includes(type))) throw new RequestProblem('FORBIDDEN');
  return office.outside.sourceFor(user.userId).activate(request, signal);
}

/** Takes results of jobs; each is answered for itself. */
export function reportJobs(
  office: Office,
  user: SignedIn,
  reports: readonly JobReport[],
): Promise<readonly ReportOutcome[]> {
  return office.outside.sourceFor(user.userId).report(reports);
}

/** Makes the account of a program; its token is shown this once. */
export async function createWorkerAccount(
  office: Office,
  user: SignedIn,
  account: { readonly name: string; readonly types: readonly string[] },
): Promise<{ readonly workerId: string; readonly token: string }> {
  const { name, types } = account;
  const made = await office.workers.create({ name, types, by: user.userId });
  const facts = { workerId: made.workerId, name, types };
  await office.audit.write({ actorId: user.userId, action: 'worker.created', facts });
  return made;
}

/** All accounts of programs, ended ones among them. */
export function listWorkerAccounts(office: Office): Promise<readonly WorkerAccount[]> {
  return office.workers.list();
}

/** Ends the account of a program: its next request is refused. Throws RequestProblem NOT_FOUND. */
export async function revokeWorkerAccount(office: Office, user: SignedIn, workerId: string): Promise<void> {
  if (!(await office.workers.revoke(workerId))) throw new RequestProblem('NOT_FOUND');
  await office.audit.write({ actorId: user.userId, action: 'worker.revoked', facts: { workerId } });
}
