import type { Text } from '../../../engine/index.js';

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
