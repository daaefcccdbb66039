import { isoInstant } from '../../calendar/iso-instant.js';
import type { Text } from '../../model/text.js';
import type { WorkItem } from '../../model/state.js';
import type { CommandOf } from '../operations.js';
import type { Prospect } from '../prospect.js';
import { nameOf, sayMoves } from '../prospect.js';
import type { WorkItemOperationName } from './entries.js';

type Sentence<N extends WorkItemOperationName> = (prospect: Prospect<CommandOf<N>>) => Text;

const text = (zh: string, en: string): Text => ({ zh, en });

/** Name of the task of a work item, or of the process when the operation is about the case. */
function taskName({ program, before }: Prospect, workItemId: string | undefined): Text {
  const item = before.workItems[workItemId ?? ''];
  return nameOf(program, item?.elementId ?? program.plan.processId);
}

/** Holder of a work item for people: user ids are names of the host's to show. */
function holderOf(item: WorkItem | undefined): Text {
  return item?.assignee === undefined ? text('候选人员', 'its candidates') : text(item.assignee, item.assignee);
}

function day({ program }: Prospect, date: number | null): Text {
  if (date === null) return text('无', 'none');
  const { zone } = program.environment.calendar;
  const local = isoInstant(zone, date).slice(0, 16).replace('T', ' ');
  return text(local, local);
}

/** What each operation on a work item says it would do. */
export const WORK_ITEM_SENTENCES: { readonly [N in WorkItemOperationName]: Sentence<N> } = {
  transferWorkItem: (prospect) => {
    const { before, command } = prospect;
    const [name, from] = [taskName(prospect, command.workItemId), holderOf(before.workItems[command.workItemId])];
    const to = command.to.userId;
    return text(`任务${name.zh}将由${from.zh}转给 ${to} 办理`, `${name.en} would go from ${from.en} to ${to} for good`);
  },
  delegateWorkItem: (prospect) => {
    const { command } = prospect;
    const name = taskName(prospect, command.workItemId);
    const to = command.to.userId;
    return text(`任务${name.zh}将委派给 ${to}，办完后交回`, `${name.en} would go to ${to} and come back`);
  },
  resolveWorkItem: (prospect) => {
    const { before, command } = prospect;
    const name = taskName(prospect, command.workItemId);
    const owner = before.workItems[command.workItemId]?.owner ?? '';
    return text(`任务${name.zh}将交回 ${owner}`, `${name.en} would go back to ${owner}`);
  },
  startWorkItem: (prospect) => {
    const name = taskName(prospect, prospect.command.workItemId);
    return text(`任务${name.zh}将标为办理中`, `${name.en} would be in progress`);
  },
  skipWorkItem: (prospect) => {
    const name = taskName(prospect, prospect.command.workItemId);
    const { zh, en } = sayMoves(prospect);
    return text(`任务${name.zh}将不办理：${zh}`, `${name.en} would be left undone: ${en}`);
  },
  failWorkItem: (prospect) => {
    const { after, command } = prospect;
    const name = taskName(prospect, command.workItemId);
    if (after.status === 'failed') {
      return text(`任务${name.zh}无法办理，办件将异常终止`, `${name.en} would fail, and the case with it`);
    }
    const { zh, en } = sayMoves(prospect);
    return text(`任务${name.zh}无法办理：${zh}`, `${name.en} would fail: ${en}`);
  },
  addSigners: (prospect) => {
    const { command } = prospect;
    const name = taskName(prospect, command.workItemId);
    const who = command.signers.map((one) => ('user' in one ? one.user.userId : one.group)).join(', ');
    const where = {
      before: text('之前', 'before you'),
      after: text('之后', 'after you'),
      beside: text('同时', 'beside you'),
    }[command.position];
    return text(`${who} 将在您${where.zh}审批${name.zh}`, `${who} would decide ${name.en} ${where.en}`);
  },
  removeSigner: ({ program, before, after, command }) => {
    const token = before.tokens[command.tokenId];
    const name = nameOf(program, token?.elementId ?? '');
    const approver = token?.approval?.approvers.find(({ id }) => id === command.approverId);
    const who = approver?.user ?? approver?.group ?? '';
    const isOver = after.tokens[command.tokenId]?.elementId !== token?.elementId;
    return isOver
      ? text(
          `${who} 不再审批${name.zh}，该环节随即结束`,
          `${who} would not be asked about ${name.en}, which ends with it`,
        )
      : text(`${who} 不再审批${name.zh}`, `${who} would not be asked about ${name.en}`);
  },
  sendCopy: (prospect) => {
    const { command } = prospect;
    const name = taskName(prospect, command.workItemId);
    return text(`${name.zh}将抄送 ${command.to.length} 人`, `${command.to.length} people would be told of ${name.en}`);
  },
  nudgeWorkItem: (prospect) => {
    const { before, command } = prospect;
    const [name, who] = [taskName(prospect, command.workItemId), holderOf(before.workItems[command.workItemId])];
    return text(`将提醒${who.zh}办理${name.zh}`, `${who.en} would be reminded of ${name.en}`);
  },
  markSeen: (prospect) => {
    const name = taskName(prospect, prospect.command.workItemId);
    return text(`${name.zh}将标为已阅`, `${name.en} would be marked as seen`);
  },
  askQuestion: (prospect) => {
    const { before, command } = prospect;
    const name = taskName(prospect, command.workItemId);
    const to = command.to ?? before.workItems[command.workItemId]?.assignee ?? '';
    return text(`将就${name.zh}询问 ${to}`, `${to} would be asked about ${name.en}`);
  },
  answerQuestion: (prospect) => {
    const { before, command } = prospect;
    const questions = before.workItems[command.workItemId]?.questions ?? [];
    const from = questions.find(({ id }) => id === command.questionId)?.from ?? '';
    return text(`将答复 ${from} 的询问`, `The question of ${from} would be answered`);
  },
  addComment: (prospect) => {
    const name = taskName(prospect, prospect.command.workItemId);
    return text(`将为${name.zh}添加评论`, `${name.en} would get a comment`);
  },
  addAttachment: (prospect) => {
    const name = taskName(prospect, prospect.command.workItemId);
    return text(`将为${name.zh}添加附件`, `${name.en} would get an attachment`);
  },
  setPriority: (prospect) => {
    const { before, command } = prospect;
    const name = taskName(prospect, command.workItemId);
    const old = before.workItems[command.workItemId]?.priority ?? 0;
    const { priority } = command;
    return text(
      `任务${name.zh}的优先级将由 ${old} 改为 ${priority}`,
      `The priority of ${name.en} would go from ${old} to ${priority}`,
    );
  },
  setDueDate: (prospect) => {
    const name = taskName(prospect, prospect.command.workItemId);
    const date = day(prospect, prospect.command.date);
    return text(`任务${name.zh}的期限将改为 ${date.zh}`, `${name.en} would be due: ${date.en}`);
  },
  setFollowUpDate: (prospect) => {
    const name = taskName(prospect, prospect.command.workItemId);
    const date = day(prospect, prospect.command.date);
    return text(`任务${name.zh}的跟进日期将改为 ${date.zh}`, `${name.en} would be followed up: ${date.en}`);
  },
};
