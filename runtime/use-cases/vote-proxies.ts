import { mask } from '../../engine/index.js';
import type { SignedIn } from '../access/signed-in.js';
import { FILES } from '../documents/document-records.js';
import type { ProxyLetter, ProxyView } from '../votes/proxies.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';
import { officeVote } from './vote-views.js';

/** A letter of proxy as it is listed: the agent masked, the parts by what people call them. */
export interface ListedProxy extends Omit<ProxyView, 'parts' | 'at'> {
  readonly parts: readonly string[];
  readonly at: string;
}

/** The letters of proxy in force for a vote. Throws RequestProblem NOT_FOUND. */
export async function listProxies(office: Office, user: SignedIn, voteId: string): Promise<readonly ListedProxy[]> {
  await officeVote(office, user, voteId);
  const letters = await office.proxies.list(voteId);
  return Promise.all(
    letters.map(async ({ agentName, agentId, unit, at, ...open }) => ({
      ...open,
      unit,
      at: new Date(at).toISOString(),
      agentName: mask('name', agentName) ?? '',
      agentId: mask('id-no', agentId) ?? '',
      parts: (await office.ballots.units.get(voteId, unit))?.labels ?? [],
    })),
  );
}

/**
 * Takes a letter of proxy (投票委托书). Throws RequestProblem NOT_FOUND, FILE_UNKNOWN, VOTE_CLOSED, UNIT_HAS_VOTED and PROXY_MINOR,
 * PROXY_TOO_MANY, PROXY_CANDIDATE, PROXY_DATES, PROXY_SCOPE, PROXY_EXISTS, PROXY_SELF.
 */
export async function enterProxy(office: Office, user: SignedIn, letter: Omit<ProxyLetter, 'by'>): Promise<void> {
  const { caseId } = await officeVote(office, user, letter.voteId);
  if ((await office.store.get(FILES, `${user.userId}:${letter.letter}`)) === undefined)
    throw new RequestProblem('FILE_UNKNOWN');
  const fault = await office.proxies.enter({ ...letter, by: user.userId });
  if (fault !== undefined) throw new RequestProblem(fault);
  const { voteId, unit } = letter;
  await office.audit.write({ actorId: user.userId, action: 'vote.proxy-entered', caseId, facts: { voteId, unit } });
}

/** Takes a letter back (the owner wants to vote in person). Throws RequestProblem NOT_FOUND, UNIT_HAS_VOTED. */
export async function withdrawProxy(
  office: Office,
  user: SignedIn,
  { voteId, unit }: { readonly voteId: string; readonly unit: string },
): Promise<void> {
  const { caseId } = await officeVote(office, user, voteId);
  if (await office.ballots.hasVoted(voteId, unit)) throw new RequestProblem('UNIT_HAS_VOTED');
  if (!(await office.proxies.withdraw(voteId, unit))) throw new RequestProblem('NOT_FOUND');
  await office.audit.write({ actorId: user.userId, action: 'vote.proxy-withdrawn', caseId, facts: { voteId, unit } });
}
