import type { JsonObject } from '../../../engine/index.js';
import { actorOf, type SignedIn } from '../../access/signed-in.js';
import type { JobRecord } from '../../seams/records.js';
import { JOBS, SUBSCRIPTIONS, WORKLIST } from '../../store/collections.js';
import { claimWorkItem } from '../../use-cases/claim-work-item.js';
import { completeWorkItem } from '../../use-cases/complete-work-item.js';
import { RequestProblem } from '../../use-cases/request-problem.js';
import { sendMessage } from '../../use-cases/send-message.js';
import { startCase } from '../../use-cases/start-case.js';
import type { Dice } from '../dice.js';
import { isOfFullSet } from '../full-set.js';
import { withUploads } from './attachments.js';
import type { PracticeOffice } from './practice-office.js';
import { openFrom } from './opening-time.js';
import { ballotsOf, deliverBallots, type Errand, type Turn } from './owners-votes.js';
import { exchanged } from './stand-ins.js';

/** What a case is to go through: who does what, in order, and what becomes of it. */
export interface CaseScript {
  readonly service: string;
  readonly name: string;
  readonly aim: string;
  readonly serial: number;
  starter: string;
  document: JsonObject;
  readonly instants: readonly number[];
  readonly steps: readonly ScriptStep[];
  /** The number of the case in the scenario, which documents of its steps may name. */
  readonly numberThere: string;
  /** What must be there before it begins. */
  readonly before: () => Promise<void>;
  /** How the owners decide, in a case with a vote of its own. */
  readonly vote?: { readonly turn: Turn; readonly dice: Dice };
  /** Filled in when it has begun. */
  caseId?: string;
  caseNumber?: string;
}

/** A step of a script. */
export interface ScriptStep {
  readonly act: 'complete' | 'message' | 'wait';
  readonly task: string;
  readonly message: string;
  actor: string;
  readonly document: JsonObject;
}

/** A step that could not be done: the case went another way, and stands where it stands. */
export interface Missed {
  readonly service: string;
  readonly name: string;
  readonly step: number;
  readonly why: string;
}

const REQUEST = { formVersion: undefined, idempotencyKey: null } as const;
const DEVICE = 'samples';
/** The task at whose end the ballots have been brought. */
const DELIVER = 'deliver';

/** Lets everything happen that is due until an instant, each thing at its own time, and stops there. */
export async function liveUntil({ host, store, clock }: PracticeOffice, instant: number): Promise<void> {
  for (;;) {
    await host.worker.tick();
    const { records } = await store.find<JobRecord>(JOBS, {
      where: { state: 'due', queue: null, dueAt: { lte: instant } },
      sort: [{ field: 'dueAt' }],
      limit: 1,
    });
    const [next] = records;
    if (next === undefined) break;
    clock.goTo(next.dueAt);
  }
  clock.goTo(instant);
}

/** What is to be done next to a case: its start (-1) or a step, at an instant. */
interface NextStep {
  readonly at: number;
  readonly script: CaseScript;
  readonly step: number;
  /** How often it was put off since its task was not there yet. */
  readonly tries: number;
}

/** A task that is not there yet is looked for on so many further days. */
const TRIES = 12;
const DAY_MS = 86_400_000;
const PAUSE_MS = 4 * 60_000;

/**
 * Plays all scripts together on one clock, in the order of time, so that numbers, registers and notices are as if an office had worked all
 * the while. What comes after `until` is left to the people of the office. Gives what could not be done.
 */
export async function playCases(
  practice: PracticeOffice,
  scripts: readonly CaseScript[],
  given: { readonly until: number; readonly tell: (done: number, total: number) => void | Promise<void> },
): Promise<readonly Missed[]> {
  const queue: (NextStep | Errand)[] = [];
  const put = (next: NextStep | Errand): void => {
    if (next.at > given.until) return;
    const at = queue.findIndex((one) => one.at > next.at);
    queue.splice(at === -1 ? queue.length : at, 0, next);
  };
  for (const script of scripts) put({ at: script.instants[0] ?? 0, script, step: -1, tries: 0 });
  const missed: Missed[] = [];
  let done = 0;
  const total = scripts.reduce((sum, { steps }) => sum + 1 + steps.length, 0);
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    await liveUntil(practice, next.at);
    if ('run' in next) {
      await next.run();
      continue;
    }
    const { script, step, tries } = next;
    const outcome = await act(practice, next, scripts);
    if (outcome.kind === 'later' && tries < TRIES) {
      const at = openFrom(practice.office.calendar, next.at + DAY_MS);
      put({ ...next, at, tries: tries + 1 });
      continue;
    }
    for (const errand of outcome.kind === 'done' ? outcome.errands : []) put(errand);
    if (outcome.kind !== 'done') missed.push({ service: script.service, name: script.name, step, why: outcome.why });
    done += 1;
    if (done % 20 === 0) await given.tell(done, total);
    // A case that went another way stands where it stands: nothing of the rest would fit.
    if (outcome.kind === 'refused' || outcome.kind === 'later') continue;
    const later = script.steps.findIndex(({ act: kind }, at) => at > step && kind !== 'wait');
    if (later === -1) continue;
    put({ at: Math.max(script.instants[later + 1] ?? 0, next.at + PAUSE_MS), script, step: later, tries: 0 });
  }
  await liveUntil(practice, given.until);
  await given.tell(total, total);
  return missed;
}

type Outcome =
  | { readonly kind: 'done'; readonly errands: readonly Errand[] }
  | { readonly kind: 'later' | 'refused'; readonly why: string };

async function act(
  practice: PracticeOffice,
  { script, step }: NextStep,
  scripts: readonly CaseScript[],
): Promise<Outcome> {
  try {
    if (step === -1) await begin(practice, script, scripts);
    else if (script.caseId !== undefined) await doStep(practice, script, script.caseId, script.steps[step]);
    await practice.host.worker.tick();
    return { kind: 'done', errands: await errandsAfter(practice, script, step) };
  } catch (error) {
    if (error instanceof Missing) return { kind: step === -1 ? 'refused' : 'later', why: error.message };
    if (!(error instanceof RequestProblem)) throw error;
    const why = `${error.code} ${JSON.stringify(error.errors)}`;
    return { kind: error.code === 'MESSAGE_NOT_EXPECTED' ? 'later' : 'refused', why };
  }
}

/** Somebody or something that a step needs is not there. */
class Missing extends Error {}

async function personOf({ office }: PracticeOffice, userId: string): Promise<SignedIn> {
  const person = await office.people.byId(userId);
  if (person === undefined) throw new Missing(`nobody is ${userId}`);
  return person;
}

/** When ballots are brought, the owners have their turn. */
async function errandsAfter(practice: PracticeOffice, script: CaseScript, step: number): Promise<readonly Errand[]> {
  const { vote, caseId } = script;
  if (vote === undefined || caseId === undefined || !isTask(script.steps[step]?.task ?? '', DELIVER)) return [];
  return ballotsOf(practice, { caseId, ...vote });
}

async function begin(practice: PracticeOffice, script: CaseScript, scripts: readonly CaseScript[]): Promise<void> {
  const { office } = practice;
  if (typeof script.document['caseNumber'] === 'string') rateEarlier(script, scripts);
  await script.before();
  const user = await personOf(practice, script.starter);
  const receipt = await startCase(office, user, {
    ...REQUEST,
    service: script.service,
    document: await withUploads(office, user, script.document, script.serial),
    device: DEVICE,
  });
  script.caseId = receipt.caseId;
  script.caseNumber = receipt.caseNumber;
}

/** Who rates the service is somebody with a case, and names it. */
function rateEarlier(script: CaseScript, scripts: readonly CaseScript[]): void {
  const begun = scripts.filter((one) => one !== script && one.caseNumber !== undefined && isOfFullSet(one.starter));
  const rated = begun[script.serial % begun.length];
  if (rated?.caseNumber === undefined) throw new Missing('no case to rate');
  for (const step of script.steps) if (step.actor === script.starter) step.actor = rated.starter;
  script.starter = rated.starter;
  script.document = { ...script.document, caseNumber: rated.caseNumber };
}

async function doStep(
  practice: PracticeOffice,
  script: CaseScript,
  caseId: string,
  step: ScriptStep | undefined,
): Promise<void> {
  if (step === undefined) return;
  const { office } = practice;
  const user = await personOf(practice, step.actor);
  const own = new Map([[script.numberThere, script.caseNumber ?? '']]);
  const document = JSON.parse(exchanged(JSON.stringify(step.document), own)) as JsonObject;
  const sent = await withUploads(office, user, document, script.serial);
  if (step.act === 'message') return message(practice, { user, caseId, name: step.message, document: sent });
  const { records } = await office.store.find(WORKLIST, { where: { rootId: caseId }, limit: 100 });
  const open = records.filter(({ state, path }) => isOpen(state) && isTask(path, step.task));
  const mine = open.find(({ assignee }) => assignee === step.actor);
  const brought =
    script.vote !== undefined && isTask(step.task, DELIVER) && open.length > 0
      ? await deliverBallots(practice, user, caseId)
      : undefined;
  const request = { ...REQUEST, document: brought ?? sent, device: DEVICE };
  if (mine?.state === 'claimed') return done(completeWorkItem(office, user, { ...request, workItemId: mine._id }));
  const ready = open.filter(({ state, assignee }) => state === 'ready' && (assignee ?? step.actor) === step.actor);
  if (ready.length === 0) throw new Missing(`${step.task} is not open`);
  // Of several tasks of one kind each is for another role: the person takes the first that they may.
  let refusal: unknown;
  for (const { _id: workItemId } of ready) {
    try {
      await claimWorkItem(office, user, { workItemId, act: 'claim', idempotencyKey: null });
      return await done(completeWorkItem(office, user, { ...request, workItemId }));
    } catch (error) {
      if (!(error instanceof RequestProblem) || error.code !== 'NOT_CANDIDATE') throw error;
      refusal = error;
    }
  }
  throw refusal;
}

const done = (work: Promise<unknown>): Promise<void> => work.then(() => undefined);

const isOpen = (state: string): boolean => state === 'ready' || state === 'claimed';
const isTask = (path: string, task: string): boolean => path === task || path.endsWith(`/${task}`);

/** What a withdrawal says: scenarios say little. */
const WITHDRAWAL: JsonObject = { reason: '个人原因，不再办理' };
/** Codes with which the door of the people shuts out what another office or program sends. */
const NOT_OF_PEOPLE = new Set(['NOT_FOUND', 'FORBIDDEN']);

/** A message by the door of the people if the service has one for it, otherwise as other programs send it. */
async function message(
  { office }: PracticeOffice,
  sent: { readonly user: SignedIn; readonly caseId: string; readonly name: string; readonly document: JsonObject },
): Promise<void> {
  const { user, caseId, name, document } = sent;
  const [form] = Object.values(document) as readonly JsonObject[];
  try {
    await sendMessage(office, user, {
      caseId,
      name,
      document: /withdraw|giveUp/i.test(name) ? WITHDRAWAL : form,
      idempotencyKey: null,
    });
  } catch (error) {
    if (!(error instanceof RequestProblem) || !NOT_OF_PEOPLE.has(error.code)) throw error;
    const waiting = await office.store.find(SUBSCRIPTIONS, { where: { rootId: caseId, messageName: name }, limit: 1 });
    const [subscription] = waiting.records;
    if (subscription === undefined) throw new Missing(`nobody waits for ${name}`);
    await office.messages.publish({
      messageId: office.ids.ulid(),
      messageName: name,
      correlationKey: subscription.correlationKey,
      timeToLive: 0,
      variables: document,
      actor: actorOf(user),
    });
  }
}
