import { deadline, type CalendarData, type JsonObject, type JsonValue } from '../../engine/index.js';
import type { ExecutableJob, JobHandler, JobHandlers, JobResult } from '../seams/job-executor.js';
import type { Notifier } from '../seams/notifier.js';
import type { Registers } from '../seams/registers.js';
import type { BallotBox } from './ballot-box.js';
import type { Deliveries } from './deliveries.js';
import { ownerRegister } from './owner-register.js';
import type { NewVote } from './prepare-vote.js';
import { PlatformError } from '../seams/platform-error.js';
import { recountVote } from './recount-vote.js';
import { tallySheet } from './tally-sheet.js';
import { LEAST_HOLDERS } from './secret/key-holders.js';
import { hasQuorum } from './thresholds.js';
import { tellOwners, type VoteNews } from './tell-owners.js';
import { partsOf, questionsOf, standingIn, textOf } from './vote-input.js';
import type { VoteRecord } from './vote-records.js';

/** What the jobs of votes need. */
export interface VoteJobParts {
  readonly box: BallotBox;
  readonly deliveries: Deliveries;
  readonly registers: Registers;
  /** Tells owners with an account of what happens to their vote; nobody is told when absent. */
  readonly notifier?: Notifier;
  readonly orgRoot: string;
  readonly calendar: CalendarData;
}

const completed = (variables: JsonObject): JobResult => ({ kind: 'completed', variables });
const failed = (message: string): JobResult => ({ kind: 'failed', message });
const refused = (code: string, message: string): JobResult => ({ kind: 'error', code, message, variables: {} });
const iso = (at: number | null): string => (at === null ? '' : new Date(at).toISOString());

/** The vote that a job asks for: its own id for every attempt. A text says what is missing, a result what the model should hear. */
async function wantedVote(
  { registers, orgRoot }: VoteJobParts,
  job: ExecutableJob,
): Promise<NewVote | JobResult | string> {
  const input: JsonObject = { ...job.headers, ...job.variables };
  const questions = questionsOf(input['questions']);
  if (questions === undefined)
    return 'questions of a vote: a list of matters and elections, each with an id of its own';
  const estateId = textOf(input['estateId']);
  const register = textOf(input['register']) || 'parts';
  const parts = await partsOf(registers, { register, estateId, countParking: input['countParking'] === true });
  if (parts.length === 0) return refused('NO_VOTERS', 'no part of the estate is registered');
  const { proxyMaxParts, mode } = input;
  return {
    voteId: job.jobKey.replaceAll(':', '-'),
    title: textOf(input['title']),
    caseId: job.rootId,
    estateId,
    orgPath: textOf(input['orgPath']) || orgRoot,
    questions,
    parts,
    candidates: standingIn(input['questions']),
    ...(typeof proxyMaxParts === 'number' ? { proxyMaxParts } : {}),
    ...(mode === 'secret' ? { mode } : {}),
  };
}

/** `closesAt` as it was given, or 24:00 of the last of so many `days`; undefined when neither is. ms. */
function endOf({ calendar }: VoteJobParts, { closesAt, days }: JsonObject, from: number): number | undefined {
  const at = Date.parse(textOf(closesAt));
  if (!Number.isNaN(at)) return at;
  if (typeof days !== 'number' || days < 1) return undefined;
  return deadline({ cal: calendar, from, amount: days, unit: 'cd', kind: 'applicant' }).dueAt;
}

const facts = ({ _id: voteId, whole, unitsHash, secret }: VoteRecord): JsonObject => ({
  voteId,
  heads: whole.heads,
  area: whole.area,
  unitsHash,
  secretUnits: secret?.classes.reduce((sum, { units }) => sum + units, 0) ?? 0,
});

const codeOf = (error: unknown): string | undefined => (error instanceof PlatformError ? error.code : undefined);

/**
 * The job types of votes (areas in 0.01 m², instants ISO, `days` calendar days that end at 24:00 of a working day):
 * - `vote.units`: see `ownerRegister`
 * - `vote.prepare {title, estateId, questions, register?, orgPath?, proxyMaxParts?, countParking?, mode?}` freezes the units →
 *   `{voteId, units, heads, area, unitsHash, secretUnits}`; error NO_VOTERS. `mode` `secret`: ballots without names for the `secretUnits`
 *   units that share their weight with four others; error SECRET_TOO_FEW where there are none
 * - `vote.open {voteId, closesAt | days}` → `{opensAt, closesAt}`; error NOT_DELIVERED while ballots are on their way, or fewer than three
 *   people keep the keys of a secret vote. Without `voteId` it prepares and opens in one step, by name, with `opensAt`; error NO_VOTERS
 * - `vote.progress {voteId}` → `{returnedHeads, returnedArea, heads, area, hasQuorum, units, delivered, isDelivered}`: who took part, never how
 * - `vote.extend {voteId, closesAt | days}` → `{closesAt}`, days from the former end; `vote.begin-count {voteId}` → `{}`; with `voteId` null
 *   it stops every vote of the case that is not counted, for good (责令停止)
 * - `vote.count {voteId}` → `{result, root, sheet}`; error PAPER_OPEN while returned paper ballots are not in the box, or too few key
 *   holders of a secret vote have entered their keys
 * - `vote.recount {voteId}` → `{isEqual, faults}`, by the independent program
 */
export function voteJobs(parts: VoteJobParts): JobHandlers {
  const { box, deliveries, notifier } = parts;
  const tell = async (vote: VoteRecord | undefined, news: VoteNews): Promise<void> => {
    if (notifier !== undefined && vote !== undefined) await tellOwners({ ...parts, notifier }, vote, news);
  };

  const prepare: JobHandler = async (job) => {
    const wanted = await wantedVote(parts, job);
    if (typeof wanted === 'string') return failed(wanted);
    if ('kind' in wanted) return wanted;
    try {
      const vote = await box.prepare(wanted);
      return completed({ ...facts(vote), units: (await box.units.of(vote._id)).length });
    } catch (error) {
      if (codeOf(error) !== 'SECRET_TOO_FEW') throw error;
      return refused('SECRET_TOO_FEW', 'no five units weigh the same: no secret vote is possible in this estate');
    }
  };

  const openAtOnce = async (job: ExecutableJob): Promise<JobResult> => {
    const wanted = await wantedVote(parts, job);
    if (typeof wanted === 'string') return failed(wanted);
    if ('kind' in wanted) return wanted;
    const [opensAt, closesAt] = [job.variables['opensAt'], job.variables['closesAt']].map((at) =>
      Date.parse(textOf(at)),
    );
    if (opensAt === undefined || closesAt === undefined || !(opensAt < closesAt))
      return failed('a vote opens before it closes: opensAt, closesAt');
    const { vote } = await box.open({ ...wanted, opensAt, closesAt });
    await tell(vote, 'opened');
    return completed(facts(vote));
  };

  const onVote =
    (work: (vote: VoteRecord, job: ExecutableJob, now: number) => Promise<JobResult>): JobHandler =>
    async (job, { now }) => {
      const voteId = textOf(job.variables['voteId']);
      const vote = await box.vote(voteId);
      return vote === undefined ? failed(`there is no vote ${voteId}`) : work(vote, job, now);
    };

  const begin = onVote(async ({ _id, state, opensAt, closesAt }, job, now) => {
    if (state !== 'prepared') {
      // Repeated after a crash: whoever was not told then is told now.
      await tell(await box.vote(_id), 'opened');
      return completed({ opensAt: iso(opensAt), closesAt: iso(closesAt) });
    }
    const { units, delivered } = await deliveries.progress(_id);
    if (delivered < units) return refused('NOT_DELIVERED', `${String(delivered)} of ${String(units)} units`);
    const end = endOf(parts, job.variables, now);
    if (end === undefined || end <= now) return failed('a vote closes after it opens: closesAt or days');
    try {
      const vote = await box.begin(_id, { opensAt: now, closesAt: end });
      await tell(vote, 'opened');
      return completed({ opensAt: iso(vote.opensAt), closesAt: iso(vote.closesAt) });
    } catch (error) {
      // Keys belong to what is brought together before the vote, as the ballots do: models wait for both in one place.
      if (codeOf(error) !== 'KEYS_MISSING') throw error;
      return refused('NOT_DELIVERED', `keys: a secret vote needs ${String(LEAST_HOLDERS)} people who keep them`);
    }
  });

  return new Map<string, JobHandler>([
    ['vote.units', ownerRegister(parts.registers)],
    ['vote.prepare', prepare],
    ['vote.open', (job, context) => (textOf(job.variables['voteId']) === '' ? openAtOnce(job) : begin(job, context))],
    [
      'vote.progress',
      onVote(async ({ _id, whole }) => {
        const returned = await box.turnout(_id);
        const { units, delivered } = await deliveries.progress(_id);
        return completed({
          returnedHeads: returned.heads,
          returnedArea: returned.area,
          heads: whole.heads,
          area: whole.area,
          hasQuorum: hasQuorum(returned, whole),
          units,
          delivered,
          isDelivered: units === delivered,
        });
      }),
    ],
    [
      'vote.extend',
      onVote(async (vote, job, now) => {
        const { _id, closesAt, extension } = vote;
        if (extension === job.jobKey) {
          await tell(vote, 'extended');
          return completed({ closesAt: iso(closesAt) });
        }
        const end = endOf(parts, job.variables, closesAt === null ? now : closesAt - 1);
        if (end === undefined) return failed('a new end of the vote: closesAt or days');
        const extended = await box.extend(_id, end, job.jobKey);
        if (extended.extension === job.jobKey) await tell(extended, 'extended');
        return completed({ closesAt: iso(extended.closesAt) });
      }),
    ],
    [
      'vote.begin-count',
      (job, context) =>
        textOf(job.variables['voteId']) === ''
          ? box.stopOfCase(job.rootId).then(() => completed({}))
          : onVote(async ({ _id }) => box.beginCount(_id).then(() => completed({})))(job, context),
    ],
    [
      'vote.count',
      onVote(async ({ _id }) => {
        await box.beginCount(_id);
        const unread = await box.unread(_id);
        if (unread.length > 0)
          return refused('PAPER_OPEN', `${String(unread.length)} paper ballots are not in the box`);
        const { secret } = (await box.vote(_id)) ?? {};
        const entered = await box.secret.holders(_id);
        const keys = entered.filter(({ hasEntered }) => hasEntered).length;
        if (secret !== undefined && keys < secret.threshold)
          return refused('PAPER_OPEN', `keys: ${String(keys)} of ${String(secret.threshold)} are entered`);
        const result = await box.count(_id);
        await tell(await box.vote(_id), 'counted');
        const { root = '' } = (await box.vote(_id)) ?? {};
        const sheet = tallySheet(result) as unknown as JsonValue;
        return completed({ result: result as unknown as JsonValue, root, sheet });
      }),
    ],
    [
      'vote.recount',
      onVote(async ({ _id }) => {
        const { isEqual, faults } = recountVote(await box.published(_id), await box.checkpoints(_id));
        return completed({ isEqual, faults: [...faults] });
      }),
    ],
  ]);
}
