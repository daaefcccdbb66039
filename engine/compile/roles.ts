import type { Text } from '../model/text.js';

/**
 * Names of the roles of the office, by key: the closed list of what an account can be. A candidate group is one of them, or one with
 * `@orgPath`.
 */
export const ROLES = {
  resident: { zh: '居民', en: 'Resident' },
  merchant: { zh: '商户', en: 'Merchant' },
  agent: { zh: '代办人', en: 'Agent' },
  owner: { zh: '业主', en: 'Owner' },
  'window-clerk': { zh: '综合窗口人员', en: 'Window clerk' },
  helper: { zh: '帮办代办员', en: 'Helper' },
  reviewer: { zh: '审查人员', en: 'Reviewer' },
  inspector: { zh: '现场核查员', en: 'Inspector' },
  approver: { zh: '审批负责人', en: 'Approver' },
  'street-leader': { zh: '街道分管领导', en: 'Street leader' },
  'party-secretary': { zh: '党组织书记', en: 'Party secretary' },
  'org-officer': { zh: '党建办工作人员', en: 'Party-building officer' },
  'grid-secretary': { zh: '网格支部书记', en: 'Grid secretary' },
  'grid-worker': { zh: '网格员', en: 'Grid worker' },
  'member-household': { zh: '党员中心户', en: 'Member household' },
  pioneer: { zh: '党员先锋户', en: 'Pioneer' },
  'estate-cadre': { zh: '包居干部', en: 'Estate cadre' },
  'community-secretary': { zh: '社区书记', en: 'Community secretary' },
  'civil-officer': { zh: '民政办工作人员', en: 'Civil-affairs officer' },
  'urban-officer': { zh: '城管执法队员', en: 'City-management officer' },
  'property-officer': { zh: '物业管理办公室工作人员', en: 'Property officer' },
  'prep-leader': { zh: '筹备组组长', en: 'Preparation leader' },
  'prep-member': { zh: '筹备组成员', en: 'Preparation member' },
  teller: { zh: '计票人', en: 'Teller' },
  'vote-supervisor': { zh: '监票人', en: 'Vote supervisor' },
  'hoa-member': { zh: '业委会成员', en: "Owners' committee member" },
  'team-leader': { zh: '志愿服务队队长', en: 'Volunteer team leader' },
  volunteer: { zh: '志愿者', en: 'Volunteer' },
  assessor: { zh: '老年人能力评估员', en: 'Ability assessor' },
  'canteen-manager': { zh: '食堂负责人', en: 'Canteen manager' },
  'daycare-manager': { zh: '日间照料负责人', en: 'Day-care manager' },
  'project-officer': { zh: '项目服务专员', en: 'Project officer' },
  dispatcher: { zh: '派单员', en: 'Ticket dispatcher' },
  'payment-clerk': { zh: '出纳', en: 'Payment clerk' },
  supervisor: { zh: '督查人员', en: 'Supervisor' },
  designer: { zh: '流程管理员', en: 'Process designer' },
  sysadmin: { zh: '系统管理员', en: 'System administrator' },
  worker: { zh: '外部系统', en: 'Outside system' },
} as const satisfies Record<string, Text>;

/** A role key. */
export type Role = keyof typeof ROLES;

/** True for a key of the list. */
export function isRole(key: string): key is Role {
  return Object.hasOwn(ROLES, key);
}

/** All role keys. */
export const ROLE_KEYS: readonly Role[] = Object.keys(ROLES).filter(isRole);
