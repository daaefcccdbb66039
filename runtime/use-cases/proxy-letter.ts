import { holds } from '../access/permissions.js';
import type { SignedIn } from '../access/signed-in.js';
import type { Office } from './office.js';
import { WATERMARK } from './read-receipt.js';
import { RequestProblem } from './request-problem.js';
import { dayAt, officeVote, votesOf } from './vote-views.js';

const PACKAGE = 'hoa-base';
const TEMPLATE = 'doc-proxy';
/** Room to write by hand. */
const BLANK = '＿＿＿＿＿＿＿＿';

/**
 * The letter of proxy (业主投票委托书) of a unit as a PDF: for an own unit to be filled in by hand and signed, for the office with what was entered.
 * Throws RequestProblem NOT_FOUND for a unit that is neither, and where the office has no such template.
 */
export async function proxyLetter(
  office: Office,
  user: SignedIn,
  { voteId, unit }: { readonly voteId: string; readonly unit: string },
): Promise<Uint8Array> {
  const own = (await votesOf(office, user)).find(
    (one) => one.letter === undefined && one.unit.voteId === voteId && one.unit.unit === unit,
  );
  // Whose agent somebody is concerns those who bring the ballots, and the owner.
  if (own === undefined && !holds(user.roles, 'vote.run')) throw new RequestProblem('NOT_FOUND');
  const vote = own === undefined ? await officeVote(office, user, voteId) : await office.ballots.vote(voteId);
  const record = own?.unit ?? (await office.ballots.units.get(voteId, unit));
  const template = (await office.packages.activePackage(PACKAGE))?.documents.get(TEMPLATE);
  if (vote === undefined || record === undefined || template === undefined) throw new RequestProblem('NOT_FOUND');
  const letter = (await office.proxies.list(voteId)).find((one) => one.unit === unit);
  const asked = vote.questions.filter(({ id }) => letter?.questions.includes(id) ?? true);
  const period = (at: number | null): string => (at === null ? BLANK : dayAt(at));
  const proxy = {
    ownerPart: record.labels.join('、'),
    agentName: letter?.agentName ?? BLANK,
    scope: asked.map(({ title }) => title).join('；'),
    from: letter?.from ?? period(vote.opensAt),
    to: letter?.to ?? period(vote.closesAt === null ? null : vote.closesAt - 1),
  };
  const data = { proxy, maxParts: vote.proxyMaxParts };
  return office.renderer.render({
    template,
    data: { ...data, data },
    documentNo: `${voteId}/${unit}`,
    issuedAt: office.clock.now(),
    ...(office.mode === 'demo' ? { watermark: WATERMARK } : {}),
  });
}
