import type { Text } from '../../engine/index.js';
import type { Lang } from '../form-view/types.js';

const TEXTS = {
  fields: { zh: '字段', en: 'Fields' },
  columns: { zh: '列', en: 'Columns' },
  add: { zh: '添加', en: 'Add' },
  addField: { zh: '添加字段', en: 'Add a field' },
  remove: { zh: '删除“{title}”', en: 'Remove “{title}”' },
  up: { zh: '上移', en: 'Move up' },
  down: { zh: '下移', en: 'Move down' },
  none: { zh: '请选择一个字段', en: 'Select a field' },
  title: { zh: '中文名称', en: 'Chinese title' },
  english: { zh: '英文名称', en: 'English title' },
  name: { zh: '字段名', en: 'Field name' },
  nameHint: { zh: '英文小写开头的字母和数字，表达式里用它', en: 'Letters and digits, first one small; FEEL uses it' },
  nameTaken: { zh: '字段名已被使用', en: 'The name is taken' },
  nameBad: { zh: '须以小写字母开头，只含字母和数字', en: 'Begin with a small letter; letters and digits only' },
  kind: { zh: '类型', en: 'Kind' },
  required: { zh: '必填', en: 'Required' },
  options: { zh: '选项', en: 'Choices' },
  optionsHint: {
    zh: '每行一个：中文 | English，或 值 = 中文 | English',
    en: 'One a line: 中文 | English, or value = 中文 | English',
  },
  protection: { zh: '保护级别', en: 'Protection' },
  mask: { zh: '遮盖方式', en: 'Mask' },
  noMask: { zh: '不遮盖', en: 'None' },
  otherHint: { zh: '此字段的结构只能在文件中修改', en: 'The structure of this field is changed in the file' },
  empty: { zh: '还没有字段', en: 'There are no fields yet' },
  'kind.text': { zh: '单行文字', en: 'Line of text' },
  'kind.long': { zh: '多行文字', en: 'Paragraph' },
  'kind.number': { zh: '数字', en: 'Number' },
  'kind.integer': { zh: '整数', en: 'Whole number' },
  'kind.date': { zh: '日期', en: 'Date' },
  'kind.yes-no': { zh: '是或否', en: 'Yes or no' },
  'kind.promise': { zh: '承诺勾选', en: 'Promise to tick' },
  'kind.choice': { zh: '单选', en: 'One choice' },
  'kind.choices': { zh: '多选', en: 'Several choices' },
  'kind.person-name': { zh: '姓名', en: 'Name of a person' },
  'kind.id-no': { zh: '身份证号', en: 'Identity number' },
  'kind.mobile': { zh: '手机号码', en: 'Mobile number' },
  'kind.uscc': { zh: '统一社会信用代码', en: 'Unified social credit code' },
  'kind.file': { zh: '附件', en: 'Attachment' },
  'kind.other': { zh: '其他结构', en: 'Other structure' },
  'protection.L1': { zh: '公开', en: 'Open (L1)' },
  'protection.L2': { zh: '内部', en: 'Internal (L2)' },
  'protection.L3': { zh: '敏感：遮盖显示', en: 'Sensitive: masked (L3)' },
  'protection.L4': { zh: '高度敏感：加密保存', en: 'Highly sensitive: sealed (L4)' },
  'mask.id-no': { zh: '身份证号（前6后4）', en: 'Identity number (first 6, last 4)' },
  'mask.mobile': { zh: '手机（前3后4）', en: 'Mobile (first 3, last 4)' },
  'mask.name': { zh: '姓名（张*明）', en: 'Name (张*明)' },
  'mask.address': { zh: '地址（到楼栋）', en: 'Address (to the building)' },
  'mask.bank-account': { zh: '银行账号（后4位）', en: 'Bank account (last 4)' },
  'mask.hidden': { zh: '完全隐藏', en: 'Hidden' },
} as const satisfies Readonly<Record<string, Text>>;

/** A key of the sentences about fields. */
export type FieldTextKey = keyof typeof TEXTS;

/** A sentence about fields in the reader's language. */
export function tellField(lang: Lang, key: FieldTextKey, values: Readonly<Record<string, string>> = {}): string {
  const text: Text = TEXTS[key];
  return text[lang].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
