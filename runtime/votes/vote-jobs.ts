import { isObject, type JsonObject, type JsonValue } from '../../engine/index.js';
import type { ExecutableJob, JobHandler, JobHandlers, JobResult } from '../seams/job-executor.js';
import type { Registers } from '../seams/registers.js';
import type { BallotBox } from './ballot-box.js';
import { hasQuorum } from './thresholds.js';
import type { Question } from './vote-records.js';
import type { EstatePart } from './voting-units.js';

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
const completed = (variables: JsonObject): JobResult => ({ kind: 'completed', variables });
const failed = (message: string): JobResult => ({ kind: 'failed', message });

/** A list of texts, or of objects with an `idNo`, as texts. */
const ownersOf = (value: JsonValue | undefined): readonly string[] =>
  (Array.isArray(value) ? (value as readonly JsonValue[]) : []).flatMap((one) => {
    const owner = isObject(one) ? one['idNo'] : one;
    return typeof owner === 'string' && owner !== '' ? [owner] : [];
  });

const questionsOf = (value: JsonValue | undefined): readonly Question[] | undefined => {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const questions = (value as readonly JsonValue[]).map((one): Question | undefined => {
    if (!isObject(one)) return undefined;
    const { id, title, type, kind, seats, candidates } = one;
    if (typeof id !== 'string' || typeof title !== 'string') return undefined;
    if (type === 'matter' && (kind === 'ordinary' || kind === 'special')) return { id, type, title, kind };
    const named = (Array.isArray(candidates) ? (candidates as readonly JsonValue[]) : []).flatMap((candidate) =>
      isObject(candidate) && typeof candidate['id'] === 'string'
        ? [{ id: candidate['id'], name: textOf(candidate['name']) }]
        : [],
    );
    return type === 'election' && typeof seats === 'number' ? { id, type, title, seats, candidates: named } : undefined;
  });
  return questions.every((one) => one !== undefined) ? questions : undefined;
};

async function partsOf(registers: Registers, register: string, estateId: string): Promise<readonly EstatePart[]> {
  const parts: EstatePart[] = [];
  let cursor: string | undefined;
  do {
    const page = await registers.find(register, {
      where: { estateId },
      limit: 500,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { key, values } of page.rows)
      parts.push({
        partId: key,
        area: Number(values['area'] ?? 0),
        owners: ownersOf(values['owners']),
        ...(values['developer'] === true ? { developer: true } : {}),
      });
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return parts;
}

/**
 * The job types of votes:
 * - `vote.open {title, estateId, register, questions, opensAt, closesAt, orgPath?}` (instants ISO) → `{voteId, heads, area, unitsHash}`
 * - `vote.progress {voteId}` → `{returnedHeads, returnedArea, heads, area, hasQuorum}`: who took part, never how
 * - `vote.extend {voteId, closesAt}` → `{closesAt}`; `vote.begin-count {voteId}` → `{}`; `vote.count {voteId}` → `{result, root}`
 */
export function voteJobs(parts: {
  readonly box: BallotBox;
  readonly registers: Registers;
  readonly orgRoot: string;
}): JobHandlers {
  const { box, registers, orgRoot } = parts;
  const open = async (job: ExecutableJob): Promise<JobResult> => {
    const input: JsonObject = { ...job.headers, ...job.variables };
    const questions = questionsOf(input['questions']);
    const [opensAt, closesAt] = [Date.parse(textOf(input['opensAt'])), Date.parse(textOf(input['closesAt']))];
    const estateId = textOf(input['estateId']);
    if (questions === undefined) return failed('questions of a vote: a list of matters and elections');
    if (!(opensAt < closesAt)) return failed('a vote opens before it closes: opensAt, closesAt');
    const found = await partsOf(registers, textOf(input['register']), estateId);
    if (found.length === 0)
      return { kind: 'error', code: 'NO_VOTERS', message: 'no part of the estate is registered', variables: {} };
    const voteId = job.jobKey.replaceAll(':', '-');
    const { vote } = await box.open({
      voteId,
      title: textOf(input['title']),
      caseId: job.rootId,
      estateId,
      orgPath: textOf(input['orgPath']) || orgRoot,
      questions,
      opensAt,
      closesAt,
      parts: found,
    });
    return completed({ voteId, heads: vote.whole.heads, area: vote.whole.area, unitsHash: vote.unitsHash });
  };
  const onVote =
    (work: (voteId: string, job: ExecutableJob) => Promise<JsonObject>): JobHandler =>
    async (job) => {
      const voteId = textOf(job.variables['voteId']);
      if ((await box.vote(voteId)) === undefined) return failed(`there is no vote ${voteId}`);
      return completed(await work(voteId, job));
    };
  return new Map<string, JobHandler>([
    ['vote.open', open],
    [
      'vote.progress',
      onVote(async (voteId) => {
        const vote = await box.vote(voteId);
        if (vote === undefined) return {};
        const { returned, whole } = vote;
        return {
          returnedHeads: returned.heads,
          returnedArea: returned.area,
          heads: whole.heads,
          area: whole.area,
          hasQuorum: hasQuorum(returned, whole),
        };
      }),
    ],
    [
      'vote.extend',
      onVote(async (voteId, job) => {
        const { closesAt } = await box.extend(voteId, Date.parse(textOf(job.variables['closesAt'])));
        return { closesAt: new Date(closesAt).toISOString() };
      }),
    ],
    ['vote.begin-count', onVote(async (voteId) => box.beginCount(voteId).then(() => ({})))],
    [
      'vote.count',
      onVote(async (voteId) => {
        const result = await box.count(voteId);
        return { result: result as unknown as JsonValue, root: (await box.vote(voteId))?.root ?? '' };
      }),
    ],
  ]);
}
