import {
  canClaim,
  canComplete,
  canRelease,
  isoInstant,
  returnTargets,
  type InstanceState,
  type Program,
  type Text,
} from '../../engine/index.js';
import { sensitivePlaces } from '../access/mask-document.js';
import { actorOf, type SignedIn } from '../access/signed-in.js';
import { visiblePart } from '../access/visible-part.js';
import { DRAFTS } from '../documents/document-records.js';
import { problemText } from '../http/problem-table.js';
import { laterPrivacy, type StartPrivacy } from '../privacy/start-privacy.js';
import { WORKLIST } from '../store/collections.js';
import type { Office } from '../use-cases/office.js';
import { RequestProblem } from '../use-cases/request-problem.js';
import { offeredOperations, type OfferedOperation } from '../use-cases/operate.js';
import { documentOf, openWorkItem, splitWorkItemId } from '../use-cases/work-item-of.js';
import { findForm } from './form-book.js';
import { formView, type FormView } from './form-view.js';
import { caseHistory, type HistoryLine } from './history-view.js';
import { caseRowFor } from './open-case.js';
import { itemOf, type WorklistItem } from './worklist.js';

/** May, or why not. */
export interface Permitted {
  readonly ok: boolean;
  readonly code?: string;
  readonly reason?: Text;
}

/** An earlier step of the case, and who did it. */
export interface ReturnStep {
  readonly elementId: string;
  readonly name: Text;
  readonly doneBy: string;
}

/** A question about a work item; `answer` once there is one. */
export interface QuestionView {
  readonly questionId: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly answer?: string;
}

/** A work item opened: its line, its forms, what was done before, and what the person may do with it. */
export interface WorkItemView {
  readonly item: WorklistItem;
  readonly caseId: string;
  readonly forms: readonly FormView[];
  readonly history: readonly HistoryLine[];
  readonly lamp: WorklistItem['lamp'];
  readonly canClaim: Permitted;
  readonly canComplete: Permitted;
  readonly canRelease: Permitted;
  readonly actions: readonly ('claim' | 'release' | 'complete')[];
  /** Further operations that are open to the person on this work item. */
  readonly operations: readonly OfferedOperation[];
  /** Steps it can be returned to, the last one first; empty unless `operations` hold the return. */
  readonly returnSteps: readonly ReturnStep[];
  /** What people asked about it, the oldest first. */
  readonly questions: readonly QuestionView[];
  readonly draft: { readonly document: unknown; readonly savedAt: string } | null;
  /** What its holder, when not of the office, is told about the personal data the form asks for. */
  readonly privacy?: StartPrivacy;
}

/**
 * Opens a work item. Its holder sees sensitive values in clear, and that read is written to the audit log; everybody else sees masks.
 * Throws RequestProblem NOT_FOUND (also outside the person's scope) or WORK_ITEM_GONE.
 */
export async function workItemView(office: Office, user: SignedIn, workItemId: string): Promise<WorkItemView> {
  const { instanceId, itemId } = splitWorkItemId(workItemId);
  const row = await office.store.get(WORKLIST, workItemId);
  if (row === undefined) throw new RequestProblem('WORK_ITEM_GONE');
  await caseRowFor(office.store, user, row.rootId);
  const loaded = await office.commands.load(instanceId);
  if (loaded === undefined) throw new RequestProblem('NOT_FOUND');
  const program = await office.packages.programFor(loaded.state.processId, loaded.packageHash);
  if (program === undefined) throw new RequestProblem('NOT_FOUND');
  const open = openWorkItem(loaded.state, program, itemId, office.clock.now());
  const closure = await office.packages.closure(loaded.packageHash);
  const holder = open.item.assignee === user.userId;
  const forms: FormView[] = [];
  const inClear: string[] = [];
  for (const { formId, access, writable } of open.forms) {
    const book = findForm(closure, formId);
    const document = documentOf(open.variables, formId);
    if (book === undefined || (document === undefined && !writable)) continue;
    const notice = documentOf(open.variables, 'correctionNotice');
    forms.push(
      formView({
        book,
        access,
        document: document ?? {},
        writable: writable && holder,
        clear: holder,
        ...(notice === undefined ? {} : { notice }),
      }),
    );
    if (holder) {
      const places = sensitivePlaces(visiblePart(document ?? {}, access), book.form.schema);
      inClear.push(...places.map((pointer) => `${formId}#${pointer}`));
    }
  }
  if (inClear.length > 0 && row.applicantId !== user.userId) {
    await office.audit.write({
      actorId: user.userId,
      action: 'work-item.read-in-clear',
      caseId: row.rootId,
      facts: { workItemId, fields: inClear, reason: 'handler of the open task' },
    });
  }
  const asked = holder ? open.forms.find(({ writable }) => writable) : undefined;
  const book = asked && findForm(closure, asked.formId);
  const active = closure.at(-1);
  const privacy = book && active && (await laterPrivacy(office, user, { active, book }));
  const item = await itemOf({ ...office, now: office.clock.now() }, row);
  const operations = offeredOperations(program, loaded.state, itemId, user);
  const allowed = permissions(program, loaded.state, itemId, user);
  return {
    item,
    caseId: row.rootId,
    forms,
    history: await caseHistory(office, row.rootId),
    lamp: item.lamp,
    ...allowed,
    actions: [
      ...(allowed.canClaim.ok ? (['claim'] as const) : []),
      ...(allowed.canRelease.ok ? (['release'] as const) : []),
      ...(allowed.canComplete.ok ? (['complete'] as const) : []),
    ],
    operations,
    returnSteps: operations.some(({ name }) => name === 'returnTask')
      ? await returnStepsOf(office, program, loaded.state, open.item.tokenId)
      : [],
    questions: await Promise.all(
      (open.item.questions ?? []).map(async ({ id, from, to, text, answer }) => ({
        questionId: id,
        from: await office.people.nameOf(from),
        to: await office.people.nameOf(to),
        text,
        ...(answer === undefined ? {} : { answer }),
      })),
    ),
    draft: await draftOf(office, user, workItemId),
    ...(privacy === undefined ? {} : { privacy }),
  };
}

function permissions(
  program: Program,
  state: InstanceState,
  itemId: string,
  user: SignedIn,
): Pick<WorkItemView, 'canClaim' | 'canComplete' | 'canRelease'> {
  const actor = actorOf(user);
  const told = (answer: ReturnType<typeof canClaim>): Permitted =>
    answer.ok ? { ok: true } : { ok: false, code: answer.rejection.code, reason: problemText(answer.rejection.code) };
  return {
    canClaim: told(canClaim(program, state, itemId, actor)),
    canComplete: told(canComplete(program, state, itemId, actor)),
    canRelease: told(canRelease(program, state, itemId, actor)),
  };
}

function returnStepsOf(
  office: Office,
  program: Program,
  state: InstanceState,
  tokenId: string,
): Promise<readonly ReturnStep[]> {
  const { steps } = returnTargets(program, state, tokenId);
  return Promise.all(
    steps.map(async ({ elementId, userId }) => ({
      elementId,
      name: program.plan.elements[elementId]?.name ?? { zh: elementId, en: elementId },
      doneBy: await office.people.nameOf(userId),
    })),
  );
}

async function draftOf(office: Office, user: SignedIn, workItemId: string): Promise<WorkItemView['draft']> {
  const record = await office.store.get(DRAFTS, `${user.userId}:${workItemId}`);
  if (record === undefined) return null;
  return {
    document: office.sealing.unseal(record._id, record.document),
    savedAt: isoInstant(office.calendar.zone, record.savedAt),
  };
}
