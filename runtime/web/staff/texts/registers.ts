import type { Text } from '../../../../engine/index.js';

/** Sentences of the registers. */
export const REGISTER_TEXTS = {
  'nav.registers': { zh: '登记表', en: 'Registers' },
  'registers.title': { zh: '登记表', en: 'Registers' },
  'registers.hint': {
    zh: '社区、商铺、证照等底数。个人信息一律脱敏显示。',
    en: 'Communities, shops, licences and more. Personal data is always masked.',
  },
  'registers.none': { zh: '没有您可以查看的登记表', en: 'There is no register you may see' },
  'registers.mayRead': { zh: '可查看', en: 'Read' },
  'registers.mayWrite': { zh: '可查看、可维护', en: 'Read and write' },
  'registers.way': { zh: '所在位置', en: 'Where you are' },
  'registers.total': { zh: '共 {count} 条', en: '{count} rows' },
  'registers.search': { zh: '搜索名称、编号或拼音首字母', en: 'Search name, number or pinyin initials' },
  'registers.filters': { zh: '筛选', en: 'Filters' },
  'registers.rows': { zh: '登记内容', en: 'Rows' },
  'registers.yes': { zh: '是', en: 'Yes' },
  'registers.no': { zh: '否', en: 'No' },
  'registers.empty': { zh: '还没有登记内容', en: 'Nothing is registered yet' },
  'registers.nothingFound': { zh: '没有符合条件的内容', en: 'Nothing fits' },
  'registers.add': { zh: '新增', en: 'Add' },
  'registers.change': { zh: '修改', en: 'Change' },
  'registers.save': { zh: '保存', en: 'Save' },
  'registers.saved': { zh: '已保存', en: 'Saved' },
  'registers.export': { zh: '导出（脱敏）', en: 'Export (masked)' },
  'registers.import': { zh: '从 Excel 导入', en: 'Import from Excel' },
  'registers.importHint': {
    zh: '第一行为列名，可先下载模板填写。正确的行立即入库；有问题的行退回给您，每格旁边写明原因，改好后再次导入即可，不会重复。',
    en: 'The first row holds the heads; the empty sheet has them. Good rows are taken at once; faulty ones come back with the reason beside each cell, to be corrected and sent again. No row is taken twice.',
  },
  'registers.template': { zh: '下载空白模板', en: 'Empty sheet to fill in' },
  'registers.choose': { zh: '选择 Excel 文件', en: 'Choose an Excel file' },
  'registers.importing': { zh: '正在导入…', en: 'Importing…' },
  'registers.imported': {
    zh: '共 {read} 行：新增 {added} 行，已存在 {same} 行，有问题 {faulty} 行',
    en: '{read} rows: {added} added, {same} there already, {faulty} faulty',
  },
  'registers.faultyHint': {
    zh: '请下载有问题的行，改好后再次导入。',
    en: 'Take the faulty rows, correct them and send them again.',
  },
  'registers.faulty': { zh: '待更正', en: 'to-correct' },
  'registers.takeFaulty': { zh: '下载有问题的行', en: 'Take faulty rows' },
  'registers.reveal': { zh: '查看原文', en: 'Show in clear' },
  'registers.story': { zh: '变更记录', en: 'History' },
  'registers.system': { zh: '系统', en: 'System' },
} as const satisfies Record<string, Text>;
