import type { SignedIn } from '../access/signed-in.js';
import { FILES } from '../documents/document-records.js';
import type { Noted } from '../votes/deliveries.js';
import type { DeliveryProof, DeliveryWay, UnitRecord } from '../votes/vote-records.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';
import { officeVote } from './vote-views.js';

/** A stop of the route: a unit with what people call its parts, masked names of the owners, what was noted, and whether it has voted. */
export interface RouteStop {
  readonly unit: string;
  readonly parts: readonly string[];
  readonly names: readonly string[];
  readonly visits: readonly (Omit<UnitRecord['visits'][number], 'by' | 'at'> & {
    readonly by: string;
    readonly at: string;
  })[];
  readonly delivered?: {
    readonly at: string;
    readonly by: string;
    readonly how: DeliveryWay;
    readonly proof: DeliveryProof;
  };
  readonly linkAt?: string;
  readonly hasVoted: boolean;
}

const iso = (at: number): string => new Date(at).toISOString();
const wayOf = (label: string): readonly string[] => label.match(/\d+|\D+/g) ?? [];

/** Compares house numbers as people walk them: 2-1-502 before 10-1-101. */
export function byHouseNumber(a: string, b: string): number {
  const [left, right] = [wayOf(a), wayOf(b)];
  for (const [at, piece] of left.entries()) {
    const other = right[at];
    if (other === undefined) return 1;
    const order = Number(piece) - Number(other) || (piece < other ? -1 : piece > other ? 1 : 0);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

const stopOf = async (office: Office, record: UnitRecord, voted: ReadonlySet<string>): Promise<RouteStop> => {
  const { unit, labels, names, visits, delivered, link } = record;
  const named = async (by: string): Promise<string> => office.people.nameOf(by);
  return {
    unit,
    parts: labels,
    names,
    visits: await Promise.all(
      visits.map(async (visit) => ({ ...visit, at: iso(visit.at), by: await named(visit.by) })),
    ),
    ...(delivered === undefined
      ? {}
      : { delivered: { ...delivered, at: iso(delivered.at), by: await named(delivered.by) } }),
    ...(link === undefined ? {} : { linkAt: iso(link.at) }),
    hasVoted: voted.has(unit),
  };
};

/** Where ballots are to be brought, in the order of house numbers. Throws RequestProblem NOT_FOUND. */
export async function deliveryRoute(office: Office, user: SignedIn, voteId: string): Promise<readonly RouteStop[]> {
  await officeVote(office, user, voteId);
  const [units, voted] = await Promise.all([office.ballots.units.of(voteId), office.ballots.voted(voteId)]);
  const stops = await Promise.all(units.map((unit) => stopOf(office, unit, voted)));
  return [...stops].sort((a, b) => byHouseNumber(a.parts[0] ?? '', b.parts[0] ?? ''));
}

/** Which files of a note must be uploads of the person who notes it. */
async function mustBeOwn(office: Office, user: SignedIn, files: readonly (string | undefined)[]): Promise<void> {
  for (const fileId of files)
    if (fileId !== undefined && (await office.store.get(FILES, `${user.userId}:${fileId}`)) === undefined)
      throw new RequestProblem('FILE_UNKNOWN');
}

const answered = async (office: Office, noted: Noted): Promise<RouteStop> => {
  if (!noted.ok) throw new RequestProblem(noted.code);
  return stopOf(office, noted.unit, await office.ballots.voted(noted.unit.voteId));
};

/** Notes that a unit's ballot was brought, and how. Throws RequestProblem NOT_FOUND, VOTE_CLOSED, PROOF_NEEDED, FILE_UNKNOWN. */
export async function noteDelivery(
  office: Office,
  user: SignedIn,
  note: {
    readonly voteId: string;
    readonly unit: string;
    readonly how: Exclude<DeliveryWay, 'notice'>;
    readonly proof: DeliveryProof;
  },
): Promise<RouteStop> {
  await officeVote(office, user, note.voteId);
  await mustBeOwn(office, user, [note.proof.photo, note.proof.signature]);
  return answered(office, await office.deliveries.deliver({ ...note, by: user.userId }));
}

/** Notes a visit that found nobody. Throws as `noteDelivery`. */
export async function noteMissedVisit(
  office: Office,
  user: SignedIn,
  note: { readonly voteId: string; readonly unit: string; readonly note: string; readonly photo?: string },
): Promise<RouteStop> {
  await officeVote(office, user, note.voteId);
  await mustBeOwn(office, user, [note.photo]);
  return answered(office, await office.deliveries.missed({ ...note, by: user.userId }));
}

/** Delivers by notice to every unit that was visited twice for nothing. Throws RequestProblem NOT_FOUND, FILE_UNKNOWN, PROOF_NEEDED. */
export async function deliverByNotice(
  office: Office,
  user: SignedIn,
  notice: { readonly voteId: string; readonly photo: string; readonly smsSent: boolean },
): Promise<{ readonly units: readonly string[] }> {
  const vote = await officeVote(office, user, notice.voteId);
  // 公告送达 is the notice on the board and the text message together.
  if (!notice.smsSent) throw new RequestProblem('PROOF_NEEDED');
  await mustBeOwn(office, user, [notice.photo]);
  const reached = await office.deliveries.byNotice({ voteId: vote._id, photo: notice.photo, by: user.userId });
  return { units: reached.map(({ unit }) => unit) };
}

/** The link of a unit's ballot, to be shown to its owner as a code; noted in the audit log. Throws RequestProblem NOT_FOUND. */
export async function showBallotLink(
  office: Office,
  user: SignedIn,
  { voteId, unit }: { readonly voteId: string; readonly unit: string },
): Promise<{ readonly url: string }> {
  const { caseId } = await officeVote(office, user, voteId);
  const token = await office.ballots.units.showLink(voteId, unit, user.userId);
  if (token === undefined) throw new RequestProblem('NOT_FOUND');
  await office.audit.write({ actorId: user.userId, action: 'vote.link-shown', caseId, facts: { voteId, unit } });
  // The token stands behind the #: browsers send it to no server, so it comes into no log.
  return { url: `${office.publicUrl}/b/${voteId}#${token}` };
}

/** A photo or signature that shows a delivery. Throws RequestProblem NOT_FOUND. */
export async function deliveryProof(
  office: Office,
  user: SignedIn,
  { voteId, unit, fileId }: { readonly voteId: string; readonly unit: string; readonly fileId: string },
): Promise<Uint8Array> {
  await officeVote(office, user, voteId);
  const record = await office.ballots.units.get(voteId, unit);
  const files = [
    record?.delivered?.proof.photo,
    record?.delivered?.proof.signature,
    ...(record?.visits ?? []).map(({ photo }) => photo),
  ];
  const bytes = files.includes(fileId) ? await office.files.get(fileId) : undefined;
  if (bytes === undefined) throw new RequestProblem('NOT_FOUND');
  return bytes;
}
