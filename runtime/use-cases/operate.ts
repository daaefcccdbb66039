import {
  allowedOperations,
  OPERATIONS,
  preview,
  type Command,
  type CommandBody,
  type HistoryEvent,
  type InstanceState,
  type JsonObject,
  type OperationCommand,
  type OperationName,
  type Person,
  type Program,
  type Text,
  type WorkItem,
} from '../../engine/index.js';
import { actorOf, type SignedIn } from '../access/signed-in.js';
import { caseRowFor } from '../read/open-case.js';
import type { Refusal } from '../seams/commands.js';
import { HISTORY } from '../store/collections.js';
import { historyRecords } from '../store/history-records.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';
import { requestKey } from './request-key.js';

/** The command of an operation without its head. */
export type OperationBody = Extract<CommandBody, { readonly type: OperationName }>;

/** What a request is turned into a command with. */
export interface OperationView {
  readonly state: InstanceState;
  readonly userId: string;
  /** The work item it is about; only where the request names one. */
  readonly item: WorkItem | undefined;
  /** Somebody of the office as the engine knows people. Throws RequestProblem PERSON_UNKNOWN. */
  readonly person: (userId: string) => Promise<Person>;
  /** The whole history of the instance. */
  readonly history: () => Promise<readonly HistoryEvent[]>;
}

/** An operation as it was asked for; `make` may run several times. */
export interface OperationRequest {
  readonly name: OperationName;
  readonly instanceId: string;
  readonly itemId?: string;
  readonly make: (view: OperationView) => Promise<OperationBody | Refusal>;
}

/** An operation that a person may use, as screens offer it. */
export interface OfferedOperation {
  readonly name: OperationName;
  readonly title: Text;
  readonly needsReason: boolean;
}

/**
 * Carries an operation out, once for an idempotency key. Throws RequestProblem NOT_FOUND (also outside of the person's scope), NOT_ALLOWED,
 * PERSON_UNKNOWN, or the engine's rejection.
 */
export async function operate(
  office: Office,
  user: SignedIn,
  request: OperationRequest & { readonly idempotencyKey: string | null },
): Promise<{ readonly caseId: string }> {
  const { name, instanceId, idempotencyKey } = request;
  const caseId = await reach(office, user, instanceId);
  const result = await office.commands.run({
    instanceId,
    commandId: requestKey(office, name, user.userId, idempotencyKey),
    actor: actorOf(user),
    revives: name === 'reopenInstance',
    decide: ({ state, program }) => decide(office, user, request, { state, program }),
  });
  if (!result.ok) throw problemOf(result.rejection);
  return { caseId };
}

/** Says in one sentence what the operation would do. Nothing happens. Throws as `operate` does. */
export async function previewOperation(office: Office, user: SignedIn, request: OperationRequest): Promise<Text> {
  await reach(office, user, request.instanceId);
  const loaded = await office.commands.load(request.instanceId);
  const program = loaded && (await office.packages.programFor(loaded.state.processId, loaded.packageHash));
  if (loaded === undefined || program === undefined) throw new RequestProblem('NOT_FOUND');
  const { state } = loaded;
  const body = await decide(office, user, request, { state, program });
  if ('refuse' in body) throw problemOf(body.refuse);
  const head: Pick<Command, 'id' | 'at' | 'actor'> = { id: 'preview', at: office.clock.now(), actor: actorOf(user) };
  const said = preview(program, state, { ...body, ...head } as OperationCommand);
  if ('code' in said) throw problemOf(said);
  return said;
}

/** The operations the person may use on a work item now. */
export function offeredOperations(
  program: Program,
  state: InstanceState,
  itemId: string,
  user: SignedIn,
): readonly OfferedOperation[] {
  return allowedOperations(program, state, actorOf(user), itemId).map((name) => {
    const { title, needsReason } = OPERATIONS[name];
    return { name, title, needsReason };
  });
}

/**
 * The case of an instance the person may have to do with. Administrators reach every instance, without seeing what is in it. Throws
 * RequestProblem NOT_FOUND.
 */
export async function reach(office: Office, user: SignedIn, instanceId: string): Promise<string> {
  const loaded = await office.commands.load(instanceId);
  if (loaded === undefined) throw new RequestProblem('NOT_FOUND');
  const { rootId } = loaded.state;
  if (!user.roles.includes('sysadmin')) await caseRowFor(office.store, user, rootId);
  return rootId;
}

async function decide(
  office: Office,
  user: SignedIn,
  { name, itemId, make }: OperationRequest,
  { state, program }: { readonly state: InstanceState; readonly program: Program },
): Promise<OperationBody | Refusal> {
  // The engine judges operations on work items itself; for the others it leaves that to the host. Taking back is for whoever completed
  // the task, which its plan sees to.
  const asks = itemId === undefined && name !== 'withdrawTask';
  if (asks && !allowedOperations(program, state, actorOf(user)).includes(name))
    return { refuse: { code: 'NOT_ALLOWED', detail: { operation: name } } };
  const item = itemId === undefined ? undefined : state.workItems[itemId];
  if (itemId !== undefined && item === undefined) return { refuse: { code: 'WORK_ITEM_GONE' } };
  return make({
    state,
    item,
    userId: user.userId,
    person: (userId) => personOf(office, userId),
    history: () => engineHistory(office, state.instanceId),
  });
}

async function personOf(office: Office, userId: string): Promise<Person> {
  const found = await office.people.byId(userId);
  if (found === undefined) throw new RequestProblem('PERSON_UNKNOWN');
  const { roles, orgPath } = found;
  return { userId, roles, ...(orgPath === '' ? {} : { orgPath }) };
}

/** The whole history of an instance as the engine knows it, unsealed. */
export async function engineHistory(office: Office, instanceId: string): Promise<readonly HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  const query = { where: { instanceId }, sort: [{ field: 'seq' }], limit: 1000 } as const;
  let cursor: string | undefined;
  do {
    const page = await office.store.find(HISTORY, cursor === undefined ? query : { ...query, cursor });
    for (const { seq, type, elementId, data } of page.records.flatMap(historyRecords)) {
      const plain = office.sealing.unseal(instanceId, data) as JsonObject;
      events.push({
        seq,
        type: type as HistoryEvent['type'],
        ...(elementId === undefined ? {} : { elementId }),
        data: plain,
      });
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return events;
}

/** A refusal as the problem of a request. */
export function problemOf({ code, detail }: Refusal['refuse']): RequestProblem {
  return new RequestProblem(code, detail === undefined ? {} : { detail });
}
