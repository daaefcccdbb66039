import type { Text } from '../model/text.js';
import type { CommandOf, OperationName } from './operations.js';
import type { Prospect } from './prospect.js';
import { nameOf, namesOf, sayMoves } from './prospect.js';
import { WORK_ITEM_SENTENCES } from './work-item/sentences.js';

type Sentence<N extends OperationName> = (prospect: Prospect<CommandOf<N>>) => Text;

const text = (zh: string, en: string): Text => ({ zh, en });

/** What each operation says it would do. */
export const SENTENCES: { readonly [N in OperationName]: Sentence<N> } = {
  returnTask: (prospect) => {
    const { zh, en } = sayMoves(prospect);
    return prospect.command.resume === 'direct'
      ? text(
          `将退回：${zh}；重新办理后直接回到原环节`,
          `It would be returned: ${en}, and come straight back afterwards`,
        )
      : text(`将退回：${zh}`, `It would be returned: ${en}`);
  },
  jump: (prospect) => {
    const { zh, en } = sayMoves(prospect);
    return text(`将跳转：${zh}`, `It would jump: ${en}`);
  },
  withdrawTask: (prospect) => {
    const { zh, en } = sayMoves(prospect);
    return text(`将撤回：${zh}`, `It would be taken back: ${en}`);
  },
  undoOperation: (prospect) => {
    const { zh, en } = sayMoves(prospect);
    return text(`将撤销操作：${zh}`, `The operation would be undone: ${en}`);
  },
  reopenInstance: ({ program, after }) => {
    const open = Object.values(after.workItems).map(({ elementId }) => elementId);
    const { zh, en } = namesOf(program, open, text('无待办任务', 'no open task'));
    return text(`办件将重新办理：${zh}`, `The case would be open again: ${en}`);
  },
  restartInstance: ({ program, after, command }) => {
    const open = Object.values(after.workItems).map(({ elementId }) => elementId);
    const { zh, en } = namesOf(program, open, text('无待办任务', 'no open task'));
    const { instanceId } = command.source;
    return text(`将由办件 ${instanceId} 新建办件：${zh}`, `A new case would be made from ${instanceId}: ${en}`);
  },
  modifyInstance: (prospect) => {
    const { zh, en } = sayMoves(prospect);
    return text(`将调整：${zh}`, `It would be modified: ${en}`);
  },
  migrateInstance: (prospect) => {
    const { zh, en } = sayMoves(prospect);
    return text(`办件将迁移到新版本：${zh}`, `The case would move to the other version: ${en}`);
  },
  withdrawRequest: () => text('申请将撤回，办件终止', 'The request would be taken back and the case end'),
  cancelInstance: ({ before }) => {
    const open = Object.keys(before.workItems).length;
    return text(`办件将终止，${open} 项待办任务将取消`, `The case would end and ${open} open tasks be cancelled`);
  },
  resolveIncident: ({ program, before, command }) => {
    const name = nameOf(program, before.incidents[command.incidentId]?.elementId ?? '');
    return text(`将重新执行${name.zh}`, `${name.en} would be tried again`);
  },
  suspendInstance: ({ program: { plan } }) =>
    plan.suspendStopsClock === true
      ? text('办件将挂起，办理时限暂停计算', 'The case would rest, and its time limits with it')
      : text('办件将挂起，办理时限继续计算', 'The case would rest; its time limits run on'),
  resumeInstance: () => text('办件将恢复办理', 'The case would go on'),
  suspendWorkItem: ({ program, before, command }) => {
    const name = nameOf(program, before.workItems[command.workItemId]?.elementId ?? '');
    return text(`任务${name.zh}将挂起`, `The task ${name.en} would rest`);
  },
  resumeWorkItem: ({ program, before, command }) => {
    const name = nameOf(program, before.workItems[command.workItemId]?.elementId ?? '');
    return text(`任务${name.zh}将恢复`, `The task ${name.en} would go on`);
  },
  suspendJob: ({ program, before, command }) => {
    const name = nameOf(program, before.jobs[command.jobId]?.elementId ?? '');
    return text(`作业${name.zh}将挂起`, `The job ${name.en} would rest`);
  },
  resumeJob: ({ program, before, command }) => {
    const name = nameOf(program, before.jobs[command.jobId]?.elementId ?? '');
    return text(`作业${name.zh}将恢复`, `The job ${name.en} would go on`);
  },
  setVariables: ({ command }) => {
    const names = Object.keys(command.variables);
    return text(`将修正数据：${names.join('、')}`, `These data would be repaired: ${names.join(', ')}`);
  },
  retryJob: ({ program, before, command }) => {
    const name = nameOf(program, before.jobs[command.jobId]?.elementId ?? '');
    return text(`将重新执行作业${name.zh}`, `The job ${name.en} would be given out again`);
  },
  skipStep: (prospect) => {
    const name = nameOf(prospect.program, prospect.before.incidents[prospect.command.incidentId]?.elementId ?? '');
    const { zh, en } = sayMoves(prospect);
    return text(`将跳过${name.zh}：${zh}`, `${name.en} would be skipped: ${en}`);
  },
  startAdHocActivity: ({ program, command }) => {
    const name = nameOf(program, command.activityId);
    return text(`将启动${name.zh}`, `${name.en} would be started`);
  },
  addInstance: ({ program, before, command }) => {
    const name = nameOf(program, before.scopes[command.scopeId]?.elementId ?? '');
    return text(`${name.zh}将追加一个实例`, `${name.en} would get one more instance`);
  },
  ...WORK_ITEM_SENTENCES,
};
