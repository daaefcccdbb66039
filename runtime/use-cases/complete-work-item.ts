import type { CommandBody, InstanceState, JsonObject } from '../../engine/index.js';
import { actorOf, type SignedIn } from '../access/signed-in.js';
import { DRAFTS } from '../documents/document-records.js';
import { checkLaterConsents } from '../privacy/start-privacy.js';
import { noteDevice } from '../ratings/note-device.js';
import { refuseStaffRating } from '../ratings/rating-rules.js';
import { findForm } from '../read/form-book.js';
import type { DecisionView } from '../seams/commands.js';
import { CASES } from '../store/collections.js';
import { checkDocument } from './check-document.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';
import { requestKey } from './request-key.js';
import { settleCase } from './settle-case.js';
import { documentOf, openWorkItem, splitWorkItemId } from './work-item-of.js';

/**
 * Completes a work item with a patch of what its node may write; the form document is checked against what stands there at the moment of
 * the commit, not at the moment it was opened. Refuses others than the holder, and whoever separation of duties excludes.
 * `next` is an own item of the same case, when the instance tells of one: who goes on need not look for it.
 * Throws RequestProblem with the engine's rejection, FORM_VERSION, FIELD_FORBIDDEN, FORM_INVALID, FILE_UNKNOWN.
 */
export async function completeWorkItem(
  office: Office,
  user: SignedIn,
  request: {
    readonly workItemId: string;
    readonly document: JsonObject;
    readonly formVersion: string | undefined;
    readonly idempotencyKey: string | null;
    readonly device: string;
  },
): Promise<{ readonly caseId: string; readonly next?: string }> {
  const { instanceId, itemId } = splitWorkItemId(request.workItemId);
  let formId: string | undefined;
  const result = await office.commands.run({
    instanceId,
    commandId: requestKey(office, 'complete', user.userId, request.idempotencyKey),
    actor: actorOf(user),
    decide: async (view) => {
      const command = await decide(office, user, { ...request, itemId }, view);
      formId = Object.keys('variables' in command ? command.variables : {})[0];
      return command;
    },
  });
  if (!result.ok) throw new RequestProblem(result.rejection.code);
  await dropDraft(office, `${user.userId}:${request.workItemId}`);
  const mayHaveMoved = await settleCase(office, result.state);
  const { config, rootId } = result.state;
  if (formId === 'rating') {
    const { caseNumber = rootId } = (await office.store.get(CASES, rootId)) ?? {};
    await noteDevice(office, { caseId: rootId, ratingNo: `${caseNumber}-result`, device: request.device, config });
  }
  const next = mayHaveMoved ? undefined : ownItem(result.state, user.userId);
  return { caseId: rootId, ...(next === undefined ? {} : { next: `${instanceId}:${next}` }) };
}

/** The first open item of a person in an instance. */
function ownItem({ workItems }: InstanceState, userId: string): string | undefined {
  return Object.keys(workItems)
    .filter((id) => workItems[id]?.assignee === userId)
    .sort()[0];
}

/** Most items have none: looking is cheaper than removing nothing. */
async function dropDraft(office: Office, id: string): Promise<void> {
  if ((await office.store.get(DRAFTS, id)) !== undefined) await office.store.remove(DRAFTS, id);
}

async function decide(
  office: Office,
  user: SignedIn,
  request: { readonly itemId: string; readonly document: JsonObject; readonly formVersion: string | undefined },
  view: DecisionView,
): Promise<CommandBody> {
  const open = openWorkItem(view.state, view.program, request.itemId, view.at);
  // The engine says who may complete; a stranger must not learn from form faults what a form holds.
  if (open.item.assignee !== user.userId)
    throw new RequestProblem(open.item.assignee === undefined ? 'NOT_CLAIMED' : 'NOT_ASSIGNEE');
  const main = open.forms.find((form) => form.writable);
  const command = { type: 'completeWorkItem', workItemId: request.itemId } as const;
  if (main === undefined) {
    if (Object.keys(request.document).length > 0) throw new RequestProblem('FIELD_FORBIDDEN');
    return { ...command, variables: {} };
  }
  refuseStaffRating(user, main.formId);
  const closure = await office.packages.closure(view.packageHash);
  const book = findForm(closure, main.formId);
  const active = closure.at(-1);
  if (book === undefined || active === undefined) throw new RequestProblem('WORK_ITEM_GONE');
  const document = await checkDocument(office, {
    book,
    access: main.access,
    before: documentOf(open.variables, main.formId),
    patch: request.document,
    version: request.formVersion,
    userId: user.userId,
    config: view.state.config,
  });
  await checkLaterConsents(office, user, { active, book }, request.document);
  return { ...command, variables: { [main.formId]: document } };
}
