import type { Text } from '../model/text.js';

/** Statuses of a case by key, as people read them; a package may use others. */
export const STATUS_NAMES: Readonly<Record<string, Text>> = {
  draft: { zh: '暂存', en: 'Draft' },
  submitted: { zh: '已提交，待受理', en: 'Submitted, waiting for acceptance' },
  correction: { zh: '待补正', en: 'Correction needed' },
  accepted: { zh: '已受理', en: 'Accepted' },
  'not-accepted': { zh: '不予受理', en: 'Not accepted' },
  'in-review': { zh: '审查中', en: 'In review' },
  'on-site': { zh: '现场核查', en: 'On-site check' },
  rectifying: { zh: '现场整改', en: 'Rectification' },
  suspended: { zh: '特别程序', en: 'Special procedure' },
  approved: { zh: '准予许可', en: 'Granted' },
  rejected: { zh: '不予许可', en: 'Refused' },
  recruiting: { zh: '报名中', en: 'Open for sign-up' },
  'under-way': { zh: '活动进行中', en: 'Under way' },
  settling: { zh: '核定时长', en: 'Hours being confirmed' },
  delivered: { zh: '已送达/已发证', en: 'Delivered' },
  withdrawn: { zh: '申请人撤回', en: 'Withdrawn' },
  terminated: { zh: '终止办理', en: 'Terminated' },
  revoked: { zh: '撤销', en: 'Revoked' },
  cancelled: { zh: '注销', en: 'Cancelled' },
  closed: { zh: '办结归档', en: 'Closed' },
};
