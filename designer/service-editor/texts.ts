import type { Text } from '../../engine/index.js';
import type { Lang } from '../form-view/types.js';

const TEXTS = {
  page: { zh: '服务页面', en: 'Service page' },
  start: { zh: '从哪里开始', en: 'Where it begins' },
  title: { zh: '名称', en: 'Title' },
  description: { zh: '简介', en: 'Description' },
  who: { zh: '谁可以办', en: 'Who may apply' },
  limits: { zh: '办理时限', en: 'Time limits' },
  contact: { zh: '联系方式', en: 'Contact' },
  fee: { zh: '收费', en: 'Fee' },
  bring: { zh: '需要带什么', en: 'What to bring' },
  steps: { zh: '办理步骤', en: 'Steps' },
  basis: { zh: '依据', en: 'Legal basis' },
  linesHint: { zh: '每行一项：中文 | English', en: 'One a line: 中文 | English' },
  topics: { zh: '主题词', en: 'Topics' },
  synonyms: { zh: '搜索同义词', en: 'Words people search for' },
  wordsHint: { zh: '用逗号分开', en: 'Separated by commas' },
  itemCode: { zh: '事项编码', en: 'Item code' },
  itemCodeHint: {
    zh: '2至12位大写字母和数字，办件编号以它开头',
    en: '2 to 12 capitals and digits; case numbers begin with it',
  },
  roles: { zh: '谁能发起', en: 'Who may start it' },
  process: { zh: '流程', en: 'Process' },
  form: { zh: '申请表', en: 'Application form' },
  startEvent: { zh: '开始事件标识', en: 'Id of the start event' },
  statuses: { zh: '办件状态的名称', en: 'Names of statuses' },
  statusesHint: {
    zh: '流程中用到的状态在这里怎样称呼；不填时用下面的通用名称。',
    en: 'What the statuses of the process are called here; left empty, they have the common name below.',
  },
  statusUnnamed: { zh: '这个状态还没有名称', en: 'This status has no name yet' },
  noService: {
    zh: '此流程包不对外提供服务，只供其他流程包使用。',
    en: 'This package offers no service; other packages use it.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** A sentence of the service editor. */
export function tellService(lang: Lang, key: keyof typeof TEXTS): string {
  return TEXTS[key][lang];
}
