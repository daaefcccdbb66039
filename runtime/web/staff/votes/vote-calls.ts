import { request } from '../../shared/request.js';
import type { Choices, VoteView } from '../../shared/vote-types.js';

/** A visit that found nobody. */
export interface FailedVisit {
  readonly at: string;
  readonly by: string;
  readonly note: string;
  readonly photo?: string;
}

/** What shows a delivery. */
export interface DeliveryProof {
  readonly photo?: string;
  readonly signature?: string;
  readonly trackingNo?: string;
  readonly receiver?: string;
}

export type DeliveryWay = 'in-person' | 'post' | 'link' | 'notice';

/** A stop of the delivery route. */
export interface RouteStop {
  readonly unit: string;
  readonly parts: readonly string[];
  readonly names: readonly string[];
  readonly visits: readonly FailedVisit[];
  readonly delivered?: {
    readonly at: string;
    readonly by: string;
    readonly how: DeliveryWay;
    readonly proof: DeliveryProof;
  };
  readonly linkAt?: string;
  readonly hasVoted: boolean;
}

/** A letter of proxy. */
export interface ProxyRow {
  readonly unit: string;
  readonly parts: readonly string[];
  readonly agentName: string;
  readonly agentId: string;
  readonly questions: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly isFamily: boolean;
}

export type PaperState = 'returned' | 'once' | 'differs' | 'agreed' | 'duplicate';

/** A paper ballot, without what was read. */
export interface PaperRow {
  readonly unit: string;
  readonly parts: readonly string[];
  readonly state: PaperState;
  readonly returnedBy: string;
  readonly firstBy?: string;
  readonly secondBy?: string;
  readonly decidedBy?: string;
}

/** What somebody read from a paper ballot; `choices` null: invalid. */
export interface PaperReading {
  readonly choices: Choices | null;
  readonly reason?: string;
  readonly byAgent?: boolean;
}

/** One line of the tally sheet. */
export interface SheetLine {
  readonly itemId: string;
  readonly agreeN: number;
  readonly agreeA: number;
  readonly againstN: number;
  readonly againstA: number;
  readonly abstainN: number;
  readonly abstainA: number;
  readonly invalidN: number;
}

/** The count board. */
export interface CountBoard {
  readonly vote: VoteView;
  readonly units: number;
  readonly delivered: number;
  readonly paper: Readonly<Record<PaperState, number>>;
  readonly sheet?: {
    readonly perItem: readonly SheetLine[];
    readonly returnedN: number;
    readonly returnedA: number;
    readonly totalN: number;
    readonly totalA: number;
  };
}

/** A second count. */
export interface Recount {
  readonly isEqual: boolean;
  readonly faults: readonly string[];
  readonly taking: { readonly heads: number; readonly area: number };
  readonly favour: Readonly<Record<string, { readonly heads: number; readonly area: number }>>;
}

const at = (voteId: string, rest = ''): string => `/api/votes/${encodeURIComponent(voteId)}${rest}`;

/** Votes in reach, of one case or all. */
export const readVotes = (caseId?: string): Promise<readonly VoteView[]> =>
  request<readonly VoteView[]>(caseId === undefined ? '/api/votes' : `/api/votes?case=${encodeURIComponent(caseId)}`);

/** The count board of a vote. */
export const readBoard = (voteId: string): Promise<CountBoard> => request<CountBoard>(at(voteId, '/board'));

/** Where ballots are to be brought. */
export const readRoute = (voteId: string): Promise<readonly RouteStop[]> =>
  request<readonly RouteStop[]>(at(voteId, '/route'));

/** Notes a delivery. */
export const noteDelivery = (
  voteId: string,
  unit: string,
  body: { readonly how: DeliveryWay; readonly proof: DeliveryProof },
): Promise<RouteStop> => request<RouteStop>(at(voteId, `/route/${unit}`), { method: 'PUT', body });

/** Notes a visit that found nobody. */
export const noteVisit = (
  voteId: string,
  unit: string,
  body: { readonly note: string; readonly photo?: string },
  key: string,
): Promise<RouteStop> =>
  request<RouteStop>(at(voteId, `/route/${unit}/visits`), { method: 'POST', body, idempotencyKey: key });

/** The link of a ballot, to be shown as a code. */
export const showLink = (voteId: string, unit: string): Promise<{ readonly url: string }> =>
  request<{ readonly url: string }>(at(voteId, `/route/${unit}/link`), { method: 'POST' });

/** Delivers by notice to units that were visited twice for nothing. */
export const deliverByNotice = (
  voteId: string,
  body: { readonly photo: string; readonly smsSent: boolean },
): Promise<{ readonly units: readonly string[] }> =>
  request<{ readonly units: readonly string[] }>(at(voteId, '/notice-deliveries'), { method: 'POST', body });

/** Letters of proxy in force. */
export const readProxies = (voteId: string): Promise<readonly ProxyRow[]> =>
  request<readonly ProxyRow[]>(at(voteId, '/proxies'));

/** Enters a letter of proxy. */
export const enterProxy = (voteId: string, body: unknown, key: string): Promise<unknown> =>
  request(at(voteId, '/proxies'), { method: 'POST', body, idempotencyKey: key });

/** Takes a letter back. */
export const withdrawProxy = (voteId: string, unit: string): Promise<unknown> =>
  request(at(voteId, `/proxies/${unit}`), { method: 'DELETE' });

/** Paper ballots and how far they are. */
export const readPaper = (voteId: string): Promise<readonly PaperRow[]> =>
  request<readonly PaperRow[]>(at(voteId, '/paper'));

/** Notes that a paper ballot came back. */
export const notePaperReturn = (voteId: string, unit: string): Promise<{ readonly state: PaperState }> =>
  request<{ readonly state: PaperState }>(at(voteId, `/paper/${unit}/return`), { method: 'PUT' });

/** Enters a paper ballot, or decides between two entries. */
export const enterPaper = (
  voteId: string,
  place: 'paper' | 'paper-decisions',
  body: PaperReading & { readonly unit: string },
): Promise<{ readonly state: PaperState }> =>
  request<{ readonly state: PaperState }>(at(voteId, `/${place}`), { method: 'POST', body });

/** The two entries that differ. */
export const readEntries = (voteId: string, unit: string): Promise<readonly PaperReading[]> =>
  request<readonly PaperReading[]>(at(voteId, `/paper/${unit}/entries`));

/** Who keeps the keys of a secret vote. */
export interface HolderList {
  readonly holders: readonly { readonly name: string; readonly hasEntered: boolean; readonly isMe: boolean }[];
  readonly threshold: number;
  readonly least: number;
}

/** Who keeps the keys. */
export const readHolders = (voteId: string): Promise<HolderList> => request<HolderList>(at(voteId, '/keys'));

/** Leaves the public part of the own key. */
export const leaveKey = (voteId: string, publicKey: string): Promise<HolderList> =>
  request<HolderList>(at(voteId, '/keys/mine'), { method: 'PUT', body: { publicKey } });

/** Enters the own key after the end of the voting. */
export const enterKey = (voteId: string, privateKey: string): Promise<HolderList> =>
  request<HolderList>(at(voteId, '/keys/mine/opening'), { method: 'POST', body: { privateKey } });

/** Counts again by the independent program. */
export const runRecount = (voteId: string): Promise<Recount> =>
  request<Recount>(at(voteId, '/recounts'), { method: 'POST' });

/** The file for a count by somebody else. */
export const takeFile = (voteId: string): Promise<unknown> => request(at(voteId, '/file'), { method: 'POST' });
