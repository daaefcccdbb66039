import type { Clock } from '../seams/clock.js';
import type { BallotBox } from './ballot-box.js';
import type { DeliveryProof, DeliveryWay, FailedVisit, UnitRecord } from './vote-records.js';

/** So many visits that found nobody, and a notice on the board and by text message, stand for the delivery (公告送达). */
export const VISITS_BEFORE_NOTICE = 2;

/** What became of a note. `PROOF_NEEDED`: what the way of delivery has to be shown by is missing. */
export type Noted =
  | { readonly ok: true; readonly unit: UnitRecord }
  | { readonly ok: false; readonly code: 'NOT_FOUND' | 'VOTE_CLOSED' | 'PROOF_NEEDED' };

/** How far the delivery is: voting units, not parts. */
export interface DeliveryProgress {
  readonly units: number;
  readonly delivered: number;
}

/** Ballots on their way to the units. */
export interface Deliveries {
  /** Notes that a ballot arrived. In person: a photo or a signature; post: the number of the letter; link: it was shown or sent before. */
  deliver(note: {
    readonly voteId: string;
    readonly unit: string;
    readonly by: string;
    readonly how: Exclude<DeliveryWay, 'notice'>;
    readonly proof: DeliveryProof;
  }): Promise<Noted>;
  /** Notes a visit that found nobody. */
  missed(note: { readonly voteId: string; readonly unit: string } & Omit<FailedVisit, 'at'>): Promise<Noted>;
  /** Delivers by notice to all units that were visited twice for nothing; gives them. `photo` shows the notice on the board. */
  byNotice(notice: {
    readonly voteId: string;
    readonly by: string;
    readonly photo: string;
  }): Promise<readonly UnitRecord[]>;
  progress(voteId: string): Promise<DeliveryProgress>;
}

/** See Deliveries. */
export function createDeliveries({ box, clock }: { readonly box: BallotBox; readonly clock: Clock }): Deliveries {
  const { units } = box;

  const change = async (
    { voteId, unit }: { readonly voteId: string; readonly unit: string },
    next: (record: UnitRecord) => UnitRecord | undefined,
  ): Promise<Noted> => {
    const state = (await box.vote(voteId))?.state;
    if (state !== 'prepared' && state !== 'open') return { ok: false, code: 'VOTE_CLOSED' };
    const changed = await units.change(voteId, unit, next);
    return changed === undefined ? { ok: false, code: 'NOT_FOUND' } : { ok: true, unit: changed };
  };

  return {
    deliver: async ({ voteId, unit, by, how, proof }) => {
      const known = await units.get(voteId, unit);
      if (known !== undefined && !isShown(known, how, proof)) return { ok: false, code: 'PROOF_NEEDED' };
      const delivered = { at: clock.now(), by, how, proof };
      // The first delivery stands: a second note changes nothing.
      return change({ voteId, unit }, (record) =>
        record.delivered === undefined ? { ...record, delivered } : undefined,
      );
    },
    missed: ({ voteId, unit, ...visit }) =>
      change({ voteId, unit }, (record) =>
        record.delivered === undefined
          ? { ...record, visits: [...record.visits, { at: clock.now(), ...visit }] }
          : undefined,
      ),
    byNotice: async ({ voteId, by, photo }) => {
      const reached: UnitRecord[] = [];
      const delivered = { at: clock.now(), by, how: 'notice' as const, proof: { photo } };
      for (const { unit } of (await units.of(voteId)).filter(isVisited)) {
        const noted = await change({ voteId, unit }, (record) =>
          isVisited(record) ? { ...record, delivered } : undefined,
        );
        if (noted.ok) reached.push(noted.unit);
      }
      return reached;
    },
    progress: async (voteId) => {
      const all = await units.of(voteId);
      return { units: all.length, delivered: all.filter((unit) => unit.delivered !== undefined).length };
    },
  };
}

function isVisited({ delivered, visits }: UnitRecord): boolean {
  return delivered === undefined && visits.length >= VISITS_BEFORE_NOTICE;
}

function isShown(unit: UnitRecord, how: DeliveryWay, proof: DeliveryProof): boolean {
  if (how === 'in-person') return proof.photo !== undefined || proof.signature !== undefined;
  if (how === 'post') return proof.trackingNo !== undefined;
  return unit.link !== undefined;
}
