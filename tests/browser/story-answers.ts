import { type Answers, SIGNED } from './kit/fill-form.js';
import { officeToday } from './kit/office-today.js';

/** The wrong number has a false last digit; the right one is fictitious and passes the check of GB 11643. */
export const WRONG_ID_NO = '370303198506150214';
export const RIGHT_ID_NO = '370303198506150213';
/** What the clerk finds wrong, and what the owner puts right. */
export const OLD_MOBILE = '19900000001';
export const NEW_MOBILE = '19900001099';
export const SHOP = '张店区小满面馆';

/** A noodle shop that cooks hot food and drinks and wants its licence brought to the door: form F-FOOD-1 in the words of the screen. */
export function application(layout: Buffer): Answers {
  return {
    applyType: '新办',
    operatorName: SHOP,
    uscc: '92370303MA3C000115',
    legalPerson: '王小满',
    legalIdNo: WRONG_ID_NO,
    legalMobile: OLD_MOBILE,
    domicile: '山东省淄博市张店区西二路118号',
    bizAddress: { community: '体育场社区', detail: '张店区西二路118号' },
    bizArea: '68.50',
    kind: '餐饮服务经营者',
    projects: ['热食类食品制售', '自制饮品制售'],
    simpleMaking: '否',
    online: '否',
    layoutFile: { file: { name: '经营布局及操作流程图.pdf', mimeType: 'application/pdf', buffer: layout } },
    equipment: [
      { name: '冷藏柜', number: '2', place: '后厨' },
      { name: '消毒柜', number: '1', place: '洗消间' },
    ],
    rulesList: ['食品安全自查制度', '从业人员健康管理制度', '进货查验记录制度', '食品安全事故处置制度'],
    safetyStaff: [{ name: '丁一诺', idNo: '370303199007220277', mobile: '19900001021', trained: '是' }],
    staff: [{ name: '赵小禾', idNo: '370303199208180451', healthCertNo: 'ZB-JK-26-0011', validTo: officeToday() }],
    hasAgent: '否',
    deliverWay: '送证上门',
    deliverAddress: '张店区西二路118号小满面馆',
    deliverSlot: { days: ['工作日'], part: '上午 09:00–12:00' },
    truth: true,
    privacy: true,
    signature: SIGNED,
  };
}

/** What the clerk asks to be corrected, by the titles of the fields. */
export const CORRECTIONS: Answers = {
  finding: '材料不全或不合规，一次性告知补正',
};
export const CORRECTION_ITEMS: Answers = {
  items: [
    { problem: '与实名认证的手机号不一致', howTo: '请填写本人正在使用的手机号' },
    { problem: '冷藏柜数量与布局图不一致', howTo: '请按布局图填写数量' },
  ],
};
export const CORRECTED: Answers = { legalMobile: NEW_MOBILE, equipment: [{ number: '3' }] };

export const ACCEPTED: Answers = { finding: '材料齐全，予以受理', note: '材料齐全，当场受理。' };
export const ASSIGNED: Answers = { inspectors: [/周惊蛰/, /吴清明/], visitOn: officeToday(), slot: '上午' };
export const INSPECTED: Answers = {
  checkDate: officeToday(),
  conclusion: '符合',
  refused: '否',
  applicantSign: SIGNED,
};
export const COUNTERSIGNED: Answers = { ownSignature: SIGNED };
export const EXAMINED: Answers = {
  paperResult: '符合',
  proposal: '建议准予',
  majorInterest: '否',
  opinion: '材料齐全，现场核查符合要求。',
};
export const DECIDED: Answers = { result: '准予许可', opinion: '同意。' };
export const DELIVERED: Answers = {
  result: '已送达',
  receiverName: '王小满',
  relation: '本人',
  idChecked: true,
  signature: SIGNED,
};
export const RATED: Answers = { level: '非常满意', text: '很快，不用跑腿。' };
