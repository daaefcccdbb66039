import type { Text } from '../../../../engine/index.js';

/** What happened, in words, by type of history event. `{where}` is the name of the step. */
export const HISTORY_TEXTS = {
  'event.instanceStarted': { zh: '提交申请，办件开始', en: 'The case was started' },
  'event.instanceStarted.child': { zh: '子流程开始', en: 'A called process started' },
  'event.instanceEnded': { zh: '办件结束', en: 'The case ended' },
  'event.instanceEnded.child': { zh: '子流程结束', en: 'A called process ended' },
  'event.workItemCreated': { zh: '产生任务“{where}”', en: 'Task “{where}” was created' },
  'event.workItemClaimed': { zh: '签收“{where}”', en: 'Claimed “{where}”' },
  'event.workItemReleased': { zh: '退回签收“{where}”', en: 'Gave back “{where}”' },
  'event.workItemCompleted': { zh: '办结“{where}”', en: 'Completed “{where}”' },
  'event.workItemCancelled': { zh: '任务“{where}”取消', en: 'Task “{where}” was cancelled' },
  'event.jobCompleted': { zh: '系统完成“{where}”', en: 'The system finished “{where}”' },
  'event.timerFired': { zh: '“{where}”时间到', en: 'The timer of “{where}” fired' },
  'event.messageReceived': { zh: '收到消息“{where}”', en: 'Message received: “{where}”' },
  'event.signalReceived': { zh: '收到信号“{where}”', en: 'Signal received: “{where}”' },
  'event.signalThrown': { zh: '发出信号“{where}”', en: 'Signal sent: “{where}”' },
  'event.escalationThrown': { zh: '升级上报“{where}”', en: 'Escalated: “{where}”' },
  'event.transactionCancelled': { zh: '事务“{where}”取消', en: 'Transaction “{where}” was cancelled' },
  'event.clockChanged': { zh: '办理时限计时变化', en: 'The case clock changed' },
  'event.decisionEvaluated': { zh: '按规则判定“{where}”', en: 'Decided by rules: “{where}”' },
  'event.errorThrown': { zh: '“{where}”报告错误', en: '“{where}” reported an error' },
  'event.compensationStarted': { zh: '撤回已办事项“{where}”', en: 'Undoing “{where}”' },
  'event.incidentRaised': { zh: '“{where}”出现异常', en: 'An incident at “{where}”' },
  'event.incidentResolved': { zh: '“{where}”异常已处理', en: 'The incident at “{where}” is resolved' },
  'event.other': { zh: '技术记录：{type}', en: 'Technical event: {type}' },
} as const satisfies Readonly<Record<string, Text>>;
