import {
  isObject,
  isoInstant,
  mask,
  OPERATIONS,
  type CompiledPackage,
  type JsonObject,
  type OperationName,
  type Text,
} from '../../engine/index.js';
import { isRole, ROLES } from '../../engine/index.js';
import { isStaff } from '../access/row-scope.js';
import type { HistoryRecord } from '../seams/records.js';
import type { Office } from '../use-cases/office.js';
import { historyOf } from './case-records.js';
import { elementName } from './element-names.js';
import { statusText } from './status-texts.js';

/** One line of a case's history for staff: what happened, where, who did it. No form values: those stand in the forms, masked. */
export interface HistoryLine {
  readonly eventId: string;
  readonly at: string;
  readonly type: string;
  readonly instanceId: string;
  readonly processId: string;
  readonly elementId: string | null;
  readonly elementName: Text | null;
  readonly actorId: string;
  readonly actorName: string;
  readonly actorRoles: readonly Text[];
  readonly text: Text;
}

const TOLD: Readonly<Record<string, Text>> = {
  instanceStarted: { zh: '流程开始', en: 'Process started' },
  instanceEnded: { zh: '流程结束', en: 'Process ended' },
  statusChanged: { zh: '状态变更', en: 'Status changed' },
  workItemCreated: { zh: '任务产生', en: 'Task created' },
  workItemClaimed: { zh: '任务签收', en: 'Task claimed' },
  workItemReleased: { zh: '任务退回', en: 'Task released' },
  workItemCompleted: { zh: '任务完成', en: 'Task completed' },
  workItemCancelled: { zh: '任务取消', en: 'Task cancelled' },
  voteCast: { zh: '审批意见', en: 'Answer' },
  operationDone: { zh: '操作', en: 'Operation' },
  jobCompleted: { zh: '自动步骤完成', en: 'Automatic step done' },
  timerFired: { zh: '到期', en: 'Timer fired' },
  messageReceived: { zh: '收到消息', en: 'Message received' },
  signalReceived: { zh: '收到信号', en: 'Signal received' },
  signalThrown: { zh: '发出信号', en: 'Signal sent' },
  escalationThrown: { zh: '升级上报', en: 'Escalated' },
  transactionCancelled: { zh: '事务取消', en: 'Transaction cancelled' },
  decisionEvaluated: { zh: '规则判定', en: 'Rule decided' },
  errorThrown: { zh: '业务差错', en: 'Modelled error' },
  lampChanged: { zh: '亮灯', en: 'Lamp changed' },
  clockChanged: { zh: '计时变更', en: 'Clock changed' },
  compensationStarted: { zh: '撤销已办步骤', en: 'Steps undone' },
  incidentRaised: { zh: '出现异常', en: 'Incident' },
  incidentResolved: { zh: '异常已处理', en: 'Incident resolved' },
};

/** The told history of a case, oldest first. */
export async function caseHistory(office: Office, caseId: string): Promise<readonly HistoryLine[]> {
  const records = (await historyOf(office.store, caseId)).filter((record) => Object.hasOwn(TOLD, record.type));
  const hashes = new Map<string, string>();
  for (const instance of await office.commands.loadCase(caseId)) {
    hashes.set(instance.state.instanceId, instance.packageHash);
  }
  const lines: HistoryLine[] = [];
  for (const record of records) {
    const hash = hashes.get(record.instanceId);
    const closure = hash === undefined ? [] : await office.packages.closure(hash);
    const person = await office.people.byId(record.actorId);
    lines.push({
      eventId: record._id,
      at: isoInstant(office.calendar.zone, record.at),
      type: record.type,
      instanceId: record.instanceId,
      processId: record.processId,
      elementId: record.elementId ?? null,
      elementName: record.elementId === undefined ? null : elementName(closure, record.processId, record.elementId),
      actorId: record.actorId,
      actorName: shownName(person, record.actorId),
      actorRoles: (person?.roles ?? []).filter(isRole).map((role) => ROLES[role]),
      text: textOf(office, closure, record),
    });
  }
  return lines;
}

/** Staff act under their names; an applicant's name is masked. */
function shownName(
  person: { readonly name: string; readonly roles: readonly string[] } | undefined,
  actorId: string,
): string {
  if (person === undefined) return actorId === 'system' ? '系统' : actorId;
  return isStaff(person) ? person.name : (mask('name', person.name) ?? '');
}

const LAMPS: Readonly<Record<string, Text>> = {
  yellow: { zh: '黄灯', en: 'yellow' },
  red: { zh: '红灯', en: 'red' },
  black: { zh: '黑灯', en: 'black' },
};

const DECISIONS: Readonly<Record<string, Text>> = {
  approve: { zh: '同意', en: 'agreed' },
  refuse: { zh: '不同意', en: 'refused' },
  abstain: { zh: '弃权', en: 'abstained' },
};

/** An answer of an approver, with the words that came with it; `automatic` when nobody was asked. */
function voteText(base: Text, data: JsonObject): Text {
  const vote = isObject(data['vote']) ? data['vote'] : {};
  const decision = DECISIONS[String(vote['decision'])] ?? base;
  const automatic = vote['automatic'] === undefined ? { zh: '', en: '' } : { zh: '（自动）', en: ' (automatic)' };
  const opinion = typeof vote['opinion'] === 'string' ? vote['opinion'] : undefined;
  return {
    zh: `${base.zh}：${decision.zh}${automatic.zh}${opinion === undefined ? '' : `（${opinion}）`}`,
    en: `${base.en}: ${decision.en}${automatic.en}${opinion === undefined ? '' : ` (${opinion})`}`,
  };
}

/** An operation by its title, with its reason, or with the text it left. */
function operationText(data: JsonObject): Text | undefined {
  const name = String(data['operation']);
  const entry = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name as OperationName] : undefined;
  if (entry === undefined) return undefined;
  const after = isObject(data['after']) ? data['after'] : {};
  const said = [data['reason'], after['text'], after['note']].find((one) => typeof one === 'string' && one !== '');
  const { zh, en } = entry.title;
  return typeof said === 'string' ? { zh: `${zh}：${said}`, en: `${en}: ${said}` } : entry.title;
}

function textOf(office: Office, closure: readonly CompiledPackage[], record: HistoryRecord): Text {
  const base = TOLD[record.type] ?? { zh: record.type, en: record.type };
  if (!['statusChanged', 'lampChanged', 'voteCast', 'operationDone'].includes(record.type)) return base;
  const data = office.sealing.unseal(record.instanceId, record.data) as JsonObject;
  if (record.type === 'operationDone') return operationText(data) ?? base;
  if (record.type === 'voteCast') return voteText(base, data);
  const lamp = typeof data['level'] === 'string' ? LAMPS[data['level']] : undefined;
  if (lamp !== undefined) return { zh: `${base.zh}：${lamp.zh}`, en: `${base.en}: ${lamp.en}` };
  const status = typeof data['status'] === 'string' ? statusText(closure, data['status']) : undefined;
  return status === undefined ? base : { zh: `${base.zh}：${status.zh}`, en: `${base.en}: ${status.en}` };
}
