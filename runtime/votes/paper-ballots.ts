import type { JsonValue } from '../../engine/index.js';
import { canonicalJson } from '../documents/canonical-json.js';
import type { Clock } from '../seams/clock.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store, StoreRecord } from '../seams/store.js';
import { collection } from '../store/collections.js';
import type { BallotBox } from './ballot-box.js';
import { allOfVote, unitId } from './box-records.js';
import { paperCommand, type Answer } from './hand-in-ballot.js';
import type { Choices } from './vote-records.js';

/** What one clerk read from a paper ballot; `choices` null: invalid, for the reason given; `byAgent`: filled in under a letter of proxy. */
export interface PaperReading {
  readonly choices: Choices | null;
  readonly reason?: string;
  readonly byAgent?: boolean;
}

/**
 * A paper ballot on its way into the box (`_id` = `<voteId>:<unit>`). `returned`: it came back and is unread; `once`: one clerk has entered
 * it; `differs`: the second read something else, and a supervisor has to look; `agreed`: it is in the box; `duplicate`: the unit had voted
 * before, it is void. Readings are sealed.
 */
export interface PaperRecord extends StoreRecord {
  readonly voteId: string;
  readonly unit: string;
  readonly state: 'returned' | 'once' | 'differs' | 'agreed' | 'duplicate';
  readonly returnedBy: string;
  readonly firstBy?: string;
  readonly secondBy?: string;
  readonly decidedBy?: string;
  readonly at: number;
  readonly secret?: JsonValue;
}

/** What became of an entry: waits for a second clerk, differs, or what the box said. */
export type PaperAnswer =
  | { readonly state: 'once' | 'differs' }
  | { readonly state: 'agreed'; readonly box: Answer }
  | {
      readonly state: 'refused';
      readonly code: 'SAME_CLERK' | 'PAPER_DECIDED' | 'PAPER_MISSING' | 'UNIT_HAS_VOTED' | 'COUNT_NOT_BEGUN';
    };

/** One entry of a paper ballot. */
export interface PaperEntry {
  readonly voteId: string;
  readonly unit: string;
  readonly by: string;
  readonly reading: PaperReading;
}

/** Paper ballots: entered twice by two people who do not see each other's entry, differences decided by a supervisor. */
export interface PaperBallots {
  /** Notes that a paper ballot came back, while the vote is open; nobody reads it yet. `duplicate`: its unit has voted, it is void. */
  noteReturn(paper: {
    readonly voteId: string;
    readonly unit: string;
    readonly by: string;
  }): Promise<'returned' | 'duplicate' | 'late' | 'unknown'>;
  /** Enters what was read, after the end of the voting. */
  enter(entry: PaperEntry): Promise<PaperAnswer>;
  /** A supervisor, who is neither of the two clerks, decides between differing readings. */
  decide(entry: PaperEntry): Promise<PaperAnswer>;
  /** The two differing readings, for the supervisor; undefined where nothing differs. */
  readings(voteId: string, unit: string): Promise<readonly PaperReading[] | undefined>;
  /** All paper ballots of a vote, without what was read. */
  list(voteId: string): Promise<readonly Omit<PaperRecord, 'secret'>[]>;
}

/** All paper ballots. */
const PAPER = collection<PaperRecord>('paperBallots');
const SECRET: ReadonlySet<string> = new Set(['secret']);

const isSame = (a: PaperReading, b: PaperReading): boolean =>
  canonicalJson({ choices: a.choices, byAgent: a.byAgent === true } as JsonValue) ===
  canonicalJson({ choices: b.choices, byAgent: b.byAgent === true } as JsonValue);

/** See PaperBallots. */
export function createPaperBallots(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly box: BallotBox;
}): PaperBallots {
  const { store, clock, sealing, box } = parts;
  const sealed = (voteId: string, readings: readonly PaperReading[]): JsonValue =>
    (
      sealing.seal(voteId, { secret: readings as unknown as JsonValue }, SECRET) as {
        readonly secret: JsonValue;
      }
    ).secret;
  const opened = ({ voteId, secret }: PaperRecord): readonly PaperReading[] =>
    secret === undefined ? [] : (sealing.unseal(voteId, secret) as unknown as readonly PaperReading[]);

  const agree = async (record: PaperRecord, { choices, byAgent }: PaperReading): Promise<PaperAnswer> => {
    const { voteId, unit, secret: _read, ...open } = record;
    const way = byAgent === true ? 'proxy' : 'paper';
    const commandId = paperCommand(voteId, unit);
    const answer = await box.handIn({ voteId, unit, way, onPaper: true, choices, commandId });
    const isDone = answer.ok || answer.code === 'UNIT_HAS_VOTED';
    // Once it is in the box, what the clerks typed is kept nowhere else.
    const state = answer.ok ? 'agreed' : 'duplicate';
    if (isDone) await store.compareAndSet(PAPER, { state: record.state }, { ...open, voteId, unit, state });
    return { state: 'agreed', box: answer };
  };

  const enter = async ({ voteId, unit, by, reading }: PaperEntry): Promise<PaperAnswer> => {
    if ((await box.vote(voteId))?.state !== 'counting') return { state: 'refused', code: 'COUNT_NOT_BEGUN' };
    const known = await store.get(PAPER, unitId(voteId, unit));
    if (known === undefined) return { state: 'refused', code: 'PAPER_MISSING' };
    if (known.state === 'duplicate') return { state: 'refused', code: 'UNIT_HAS_VOTED' };
    if (known.state === 'agreed') return { state: 'refused', code: 'PAPER_DECIDED' };
    const at = clock.now();
    if (known.state === 'returned') {
      const first: PaperRecord = { ...known, state: 'once', firstBy: by, at, secret: sealed(voteId, [reading]) };
      if (await store.compareAndSet(PAPER, { state: 'returned' }, first)) return { state: 'once' };
      return enter({ voteId, unit, by, reading });
    }
    if (known.firstBy === by || known.secondBy === by) return { state: 'refused', code: 'SAME_CLERK' };
    if (known.state === 'differs') return { state: 'refused', code: 'PAPER_DECIDED' };
    const [first] = opened(known);
    const second: PaperRecord = { ...known, secondBy: by, at };
    if (first !== undefined && isSame(first, reading)) return agree(second, reading);
    const readings = first === undefined ? [reading] : [first, reading];
    const differs: PaperRecord = { ...second, state: 'differs', secret: sealed(voteId, readings) };
    if (await store.compareAndSet(PAPER, { state: 'once' }, differs)) return { state: 'differs' };
    return enter({ voteId, unit, by, reading });
  };

  return {
    noteReturn: async ({ voteId, unit, by }) => {
      const noted = await box.noteReturn({ voteId, unit });
      if (noted === 'late' || noted === 'unknown') return noted;
      const state = noted === 'noted' ? 'returned' : 'duplicate';
      await store.insert(PAPER, {
        _id: unitId(voteId, unit),
        voteId,
        unit,
        state,
        returnedBy: by,
        at: clock.now(),
      });
      return state;
    },
    enter,
    decide: async ({ voteId, unit, by, reading }) => {
      const record = await store.get(PAPER, unitId(voteId, unit));
      if (record === undefined) return { state: 'refused', code: 'PAPER_MISSING' };
      if (record.state !== 'differs') return { state: 'refused', code: 'PAPER_DECIDED' };
      if (record.firstBy === by || record.secondBy === by) return { state: 'refused', code: 'SAME_CLERK' };
      return agree({ ...record, decidedBy: by, at: clock.now() }, reading);
    },
    readings: async (voteId, unit) => {
      const record = await store.get(PAPER, unitId(voteId, unit));
      return record?.state === 'differs' ? opened(record) : undefined;
    },
    list: async (voteId) => (await allOfVote(store, PAPER, voteId)).map(({ secret: _secret, ...open }) => open),
  };
}
