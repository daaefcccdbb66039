import type { Text } from '../../../../engine/index.js';

/** Sentences of the notice board. */
export const BOARD_TEXTS = {
  title: { zh: '公示栏', en: 'Notice board' },
  lead: {
    zh: '正在公示的事项。对公示内容有异议的，可以在公示期内实名提出，核查后书面答复您。',
    en: 'What is shown to the public now. While a notice is shown you may object by name; you get a written answer.',
  },
  shown: { zh: '正在公示', en: 'Shown now' },
  past: { zh: '已结束', en: 'Over' },
  states: { zh: '公示状态', en: 'State' },
  kinds: { zh: '类别', en: 'Kind' },
  all: { zh: '全部', en: 'All' },
  none: { zh: '目前没有正在公示的事项', en: 'Nothing is shown at the moment' },
  nonePast: { zh: '还没有已结束的公示', en: 'No notice is over yet' },
  more: { zh: '显示更多', en: 'Show more' },
  until: { zh: '公示至 {date} 24时', en: 'Shown until 24:00 on {date}' },
  period: { zh: '{from} 至 {to}', en: '{from} to {to}' },
  daysCd: { zh: '{n}日', en: '{n} calendar days' },
  daysWd: { zh: '{n}个工作日', en: '{n} working days' },
  estate: { zh: '面向小区业主', en: 'For owners of an estate' },
  notFound: { zh: '没有找到这项公示', en: 'There is no such notice' },
  back: { zh: '公示栏', en: 'Notice board' },
  number: { zh: '公示编号', en: 'Notice' },
  kind: { zh: '类别', en: 'Kind' },
  time: { zh: '公示时间', en: 'Shown' },
  days: { zh: '公示期', en: 'Period' },
  places: { zh: '公示地点', en: 'Places' },
  content: { zh: '公示内容', en: 'Content' },
  masked: {
    zh: '为保护个人信息，姓名、电话和证件号码已作处理。',
    en: 'Names, telephones and ID numbers are masked to protect personal data.',
  },
  gone: {
    zh: '公示期已满，公示内容中的个人信息已经撤下，这里只保留公示记录。',
    en: 'The period is over. Personal data have been taken down; only the record of the notice is kept.',
  },
  outcome: { zh: '公示结果', en: 'Outcome' },
  outcomeUndisputed: { zh: '无异议', en: 'Nobody objected' },
  outcomeUpheld: { zh: '有异议，经核查成立', en: 'An objection was upheld' },
  outcomeDismissed: { zh: '有异议，经核查不成立', en: 'Objections were dismissed' },
  outcomeOpen: { zh: '异议核查中', en: 'Objections are being checked' },
  object: { zh: '我有异议', en: 'I object' },
  objectHint: {
    zh: '请写明姓名、联系电话、事实和理由，可以附证据。由未参与原审核的人员核查，核查结果书面答复您。',
    en: 'Give your name, telephone, facts and reasons; evidence may be attached. Somebody who did not examine the matter before checks it and answers in writing.',
  },
  objectTitle: { zh: '提出异议', en: 'Object' },
  send: { zh: '提交异议', en: 'Send the objection' },
  sending: { zh: '正在提交', en: 'Sending' },
  sent: {
    zh: '已收到您的异议。答复前，公示的事项不会进入下一步。',
    en: 'Your objection has been taken. The matter does not go on before it is answered.',
  },
  mine: { zh: '我的异议', en: 'My objections' },
  mineNone: { zh: '您没有提出过异议', en: 'You have not objected to anything' },
  received: { zh: '{date} 提出', en: 'Made on {date}' },
  answered: { zh: '{date} 答复', en: 'Answered on {date}' },
  answer: { zh: '书面答复', en: 'Written answer' },
  letter: { zh: '下载答复书（PDF）', en: 'Download the letter (PDF)' },
  print: { zh: '打印', en: 'Print' },
} as const satisfies Record<string, Text>;

/** Names of the kinds of notices; another kind is called by `other`. */
export const KIND_NAMES: Readonly<Record<string, Text>> = {
  welfare: { zh: '惠民政策和救助', en: 'Welfare and assistance' },
  dibao: { zh: '最低生活保障', en: 'Subsistence allowance' },
  relief: { zh: '临时救助', en: 'Temporary relief' },
  'assistance-pairing': { zh: '结对帮扶', en: 'Assistance pairing' },
  estate: { zh: '物业和小区事务', en: 'Estates' },
  'hoa-notice': { zh: '业主大会公告', en: 'Owners’ assembly' },
  'hoa-meeting': { zh: '业主大会会议公告', en: 'Meeting of the owners' },
  'hoa-candidates': { zh: '业委会候选人', en: 'Committee candidates' },
  'hoa-prep-group': { zh: '业主大会筹备组', en: 'Preparation group' },
  'hoa-owner-list': { zh: '业主名册', en: 'List of owners' },
  'hoa-rules': { zh: '议事规则和管理规约', en: 'Rules of the owners' },
  'hoa-posts': { zh: '业委会分工', en: 'Posts of the committee' },
  pmc: { zh: '物业管理委员会', en: 'Property management committee' },
  'hoa-result': { zh: '业主表决结果', en: 'Result of an owners’ vote' },
  party: { zh: '评先评优和党建', en: 'Honours and party matters' },
  volunteer: { zh: '志愿服务', en: 'Volunteers' },
  'volunteer-hours': { zh: '志愿服务时长', en: 'Volunteer hours' },
  affairs: { zh: '居务公开', en: 'Residents’ committee' },
  other: { zh: '其他', en: 'Other' },
};

/** Names of places where notices are shown. */
export const PLACE_NAMES: Readonly<Record<string, Text>> = {
  portal: { zh: '网上公示栏', en: 'Online board' },
  'community-board': { zh: '社区公示栏', en: 'Board of the community' },
  'estate-gate': { zh: '小区出入口', en: 'Gate of the estate' },
};
