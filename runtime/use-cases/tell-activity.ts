import { isObject, type JsonObject } from '../../engine/index.js';
import { actorOf, type SignedIn } from '../access/signed-in.js';
import { numberIn, objectsIn, rowsOf, textIn } from '../activities/activity-rows.js';
import type { CaseRecord } from '../seams/records.js';
import { CASES } from '../store/collections.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';
import type { ActivityAnswer } from '../wire/activities.js';

const SETTLE_MS = 1_500;
const LOOKS = 4;

/** A running activity: its case and the variables of its process. */
export interface RunningActivity {
  readonly activityNo: string;
  readonly row: CaseRecord;
  readonly variables: JsonObject;
  readonly config: JsonObject;
}

/** The case of an activity. Throws RequestProblem NOT_FOUND when nobody runs one of this number here. */
export async function runningActivity(office: Office, activityNo: string): Promise<RunningActivity> {
  const where = { caseNumber: activityNo, service: 'volunteer-activity' };
  const row = (await office.store.find(CASES, { where, limit: 1 })).records[0];
  const root = row === undefined ? undefined : await office.commands.load(row._id);
  if (row === undefined || root === undefined) throw new RequestProblem('NOT_FOUND');
  const { state } = root;
  const variables = state.scopes[state.rootScopeId]?.variables ?? {};
  return { activityNo, row, variables, config: state.config };
}

/** A number of the configuration the activity began with: `volunteerNumber(activity, 'codeSeconds', 60)`. */
export function volunteerNumber({ config }: RunningActivity, name: string, otherwise: number): number {
  const { volunteer } = config;
  return isObject(volunteer) ? (numberIn(volunteer, name) ?? otherwise) : otherwise;
}

/** Number of the registered volunteer behind an account. Throws RequestProblem NOT_A_VOLUNTEER. */
export async function volunteerNoOf(office: Office, user: SignedIn): Promise<string> {
  const where = { userId: user.userId, state: '在册' };
  const [row] = await rowsOf(office.registers, 'volunteers', { where, limit: 1 });
  if (row === undefined) throw new RequestProblem('NOT_A_VOLUNTEER');
  return row.key;
}

/**
 * Sends a message to an activity's process, once for its `requestId`, and waits for what the process says. Throws RequestProblem `closed`
 * when the process does not wait for it now, ACTIVITY_REFUSED with the process' reason, CODE_USED when the request was another person's.
 */
export async function tellActivity(
  office: Office,
  user: SignedIn,
  { activityNo, row }: RunningActivity,
  message: {
    readonly name: 'signUp' | 'leaveActivity' | 'checkIn' | 'checkOut';
    readonly requestId: string;
    readonly volunteerNo: string;
    readonly more: JsonObject;
    readonly closed: string;
  },
): Promise<ActivityAnswer> {
  const { name, requestId, volunteerNo, more, closed } = message;
  const outcome = await office.messages.publish({
    messageId: `activity:${activityNo}:${name}:${requestId}`,
    messageName: name,
    correlationKey: activityNo,
    timeToLive: 0,
    mayBegin: false,
    variables: { [name]: { requestId, volunteerNo, ...more } },
    actor: actorOf(user),
  });
  if (outcome.kind !== 'delivered' && outcome.kind !== 'held') throw new RequestProblem(closed);
  for (let look = 0; look < LOOKS; look += 1) {
    await office.commands.drain(row._id, SETTLE_MS);
    const { variables } = await runningActivity(office, activityNo);
    const answer = objectsIn(variables['answers']).find((one) => one['requestId'] === requestId);
    if (answer !== undefined) return read(answer, volunteerNo);
  }
  return { pending: true };
}

function read(answer: JsonObject, volunteerNo: string): ActivityAnswer {
  if (answer['volunteerNo'] !== volunteerNo) throw new RequestProblem('CODE_USED');
  if (answer['ok'] !== true) {
    const zh = textIn(answer, 'reason') ?? '';
    throw new RequestProblem('ACTIVITY_REFUSED', { text: { zh, en: textIn(answer, 'reasonEn') ?? zh } });
  }
  const at = textIn(answer, 'at');
  return { pending: false, state: textIn(answer, 'state') ?? '', ...(at === undefined ? {} : { at }) };
}
