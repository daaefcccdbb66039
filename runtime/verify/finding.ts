import type { Text } from '../../engine/index.js';
import type { CollectionName } from '../store/collections.js';

/** What can be wrong in a store. */
export type FindingCode =
  | 'RECORD_SHAPE'
  | 'RECORD_UNREADABLE'
  | 'STATE_BROKEN'
  | 'ROW_MISSING'
  | 'ROW_ORPHAN'
  | 'ROW_WRONG'
  | 'HISTORY_GAP'
  | 'HISTORY_WRONG'
  | 'PENDING_OLD'
  | 'LEASE_OLD'
  | 'ENDED_LIVE'
  | 'CALL_BROKEN'
  | 'KEPT_STUCK'
  | 'ID_TWICE'
  | 'AUDIT_BROKEN'
  | 'VOTE_BROKEN';

/** One thing that is wrong. `instanceId`: whom it concerns, when it is an instance. `detail`: what exactly, for the technician. */
export interface Finding {
  readonly code: FindingCode;
  readonly collection: CollectionName;
  readonly id: string;
  readonly instanceId?: string;
  readonly detail: string;
}

/** What each code means, for people. */
export const FINDING_TEXTS: Readonly<Record<FindingCode, Text>> = Object.freeze({
  RECORD_SHAPE: { zh: '记录缺少字段或字段类型不对', en: 'a record lacks a member, or one has the wrong type' },
  RECORD_UNREADABLE: {
    zh: '记录无法读取：密封或校验和不符',
    en: 'a record cannot be read: its seal or checksum is broken',
  },
  STATE_BROKEN: { zh: '实例状态自相矛盾', en: 'the state of an instance contradicts itself' },
  ROW_MISSING: {
    zh: '缺少与实例对应的行（任务、作业、定时器、订阅）',
    en: 'a row that an instance should have is missing',
  },
  ROW_ORPHAN: { zh: '行没有对应的实例或令牌', en: 'a row belongs to nothing that is open' },
  ROW_WRONG: { zh: '行的内容与实例不一致', en: 'a row says something else than its instance' },
  HISTORY_GAP: { zh: '历史记录不连续', en: 'the history has a gap' },
  HISTORY_WRONG: { zh: '历史记录与实例状态不符', en: 'the history does not lead to the state' },
  PENDING_OLD: { zh: '待转发内容超过 5 分钟未处理', en: 'something has waited to be relayed for over five minutes' },
  LEASE_OLD: { zh: '租约到期超过 60 秒仍未收回', en: 'a lease ran out over sixty seconds ago and nobody took over' },
  ENDED_LIVE: { zh: '已结束的实例仍有未结束的内容', en: 'an ended instance has something open' },
  CALL_BROKEN: { zh: '调用活动与被调用实例不匹配', en: 'a call activity and the instance it called do not match' },
  KEPT_STUCK: { zh: '留存的命令没有被送达', en: 'a command kept for an instance was not sent' },
  ID_TWICE: { zh: '编号重复', en: 'a number was given twice' },
  VOTE_BROKEN: { zh: '票箱与表决记录不符', en: 'a ballot box and its vote do not agree' },
  AUDIT_BROKEN: { zh: '审计链不完整', en: 'the audit chain is broken' },
});
