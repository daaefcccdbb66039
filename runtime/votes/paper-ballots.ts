import type { JsonValue } from '../../engine/index.js';
import type { Clock } from '../seams/clock.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store, StoreRecord } from '../seams/store.js';
import { canonicalJson } from '../documents/canonical-json.js';
import { collection } from '../store/collections.js';
import type { Answer, BallotBox } from './ballot-box.js';
import type { Choices } from './vote-records.js';

/** What one clerk read from a paper ballot; `choices` null: invalid, for the reason given. */
export interface PaperReading {
  readonly choices: Choices | null;
  readonly reason?: string;
}

/**
 * A paper ballot on its way into the box (`_id` = `<voteId>:<unit>`). `once`: one clerk has entered it; `differs`: the second read something
 * else, and a supervisor has to look; `agreed`: it is in the box. Readings are sealed.
 */
export interface PaperRecord extends StoreRecord {
  readonly voteId: string;
  readonly unit: string;
  readonly state: 'once' | 'differs' | 'agreed';
  readonly firstBy: string;
  readonly secondBy?: string;
  readonly decidedBy?: string;
  readonly at: number;
  readonly secret: JsonValue;
}

/** What became of an entry: waits for a second clerk, differs, or what the box said. */
export type PaperAnswer =
  | { readonly state: 'once' | 'differs' }
  | { readonly state: 'agreed'; readonly box: Answer }
  | { readonly state: 'refused'; readonly code: 'SAME_CLERK' | 'PAPER_DECIDED' | 'PAPER_MISSING' | 'UNIT_HAS_VOTED' };

/** Paper ballots: entered twice by two people who do not see each other's entry, differences decided by a supervisor. */
export interface PaperBallots {
  enter(request: {
    readonly voteId: string;
    readonly unit: string;
    readonly by: string;
    readonly reading: PaperReading;
  }): Promise<PaperAnswer>;
  /** A supervisor, who is neither of the two clerks, decides between differing readings. */
  decide(request: {
    readonly voteId: string;
    readonly unit: string;
    readonly by: string;
    readonly reading: PaperReading;
  }): Promise<PaperAnswer>;
  /** All paper ballots of a vote, without what was read. */
  list(voteId: string): Promise<readonly Omit<PaperRecord, 'secret'>[]>;
}

/** All paper ballots. */
const PAPER = collection<PaperRecord>('paperBallots');
const SECRET: ReadonlySet<string> = new Set(['secret']);

/** See PaperBallots. */
export function createPaperBallots(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly box: BallotBox;
}): PaperBallots {
  const { store, clock, sealing, box } = parts;
  const sealed = (voteId: string, reading: PaperReading): JsonValue => {
    const open = { secret: { choices: reading.choices, reason: reading.reason ?? '' } as JsonValue };
    return (sealing.seal(voteId, open, SECRET) as { readonly secret: JsonValue }).secret;
  };
  const opened = (record: PaperRecord): PaperReading =>
    sealing.unseal(record.voteId, record.secret) as unknown as PaperReading;
  const isSame = (a: PaperReading, b: PaperReading): boolean =>
    canonicalJson(a.choices as JsonValue) === canonicalJson(b.choices as JsonValue);

  const agree = async (record: PaperRecord, reading: PaperReading): Promise<PaperAnswer> => {
    const { voteId, unit } = record;
    const commandId = `paper:${record._id}`;
    const answer = await box.handIn({ voteId, unit, way: 'paper', choices: reading.choices, commandId });
    if (answer.ok) await store.compareAndSet(PAPER, { voteId }, { ...record, state: 'agreed' });
    return { state: 'agreed', box: answer };
  };

  return {
    enter: async ({ voteId, unit, by, reading }) => {
      const _id = `${voteId}:${unit}`;
      const known = await store.get(PAPER, _id);
      if (known === undefined) {
        // Somebody who voted electronically has voted: the paper ballot is void, and nobody need read it.
        if (await box.hasVoted(voteId, unit)) return { state: 'refused', code: 'UNIT_HAS_VOTED' };
        const first: PaperRecord = {
          _id,
          voteId,
          unit,
          state: 'once',
          firstBy: by,
          at: clock.now(),
          secret: sealed(voteId, reading),
        };
        if (await store.insert(PAPER, first)) return { state: 'once' };
      }
      const first = known ?? (await store.get(PAPER, _id));
      if (first === undefined) return { state: 'refused', code: 'PAPER_MISSING' };
      if (first.state === 'agreed') return { state: 'refused', code: 'PAPER_DECIDED' };
      if (first.firstBy === by) return { state: 'refused', code: 'SAME_CLERK' };
      const second: PaperRecord = { ...first, secondBy: by, at: clock.now() };
      if (isSame(opened(first), reading)) return agree(second, reading);
      await store.compareAndSet(PAPER, { state: first.state, firstBy: first.firstBy }, { ...second, state: 'differs' });
      return { state: 'differs' };
    },
    decide: async ({ voteId, unit, by, reading }) => {
      const record = await store.get(PAPER, `${voteId}:${unit}`);
      if (record === undefined) return { state: 'refused', code: 'PAPER_MISSING' };
      if (record.state !== 'differs') return { state: 'refused', code: 'PAPER_DECIDED' };
      if (record.firstBy === by || record.secondBy === by) return { state: 'refused', code: 'SAME_CLERK' };
      return agree({ ...record, decidedBy: by, at: clock.now() }, reading);
    },
    list: async (voteId) => {
      const found: Omit<PaperRecord, 'secret'>[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.find(PAPER, {
          where: { voteId },
          sort: [{ field: '_id' }],
          limit: 500,
          ...(cursor === undefined ? {} : { cursor }),
        });
        found.push(...page.records.map(({ secret: _secret, ...rest }) => rest));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      return found;
    },
  };
}
