import type { Text } from '../../engine/index.js';
import type { Lang } from './types.js';

/** Every sentence of the form renderer itself, by key. `{name}` stands for a value. */
export const FORM_TEXTS = {
  required: { zh: '必填', en: 'required' },
  choose: { zh: '请选择', en: 'Please choose' },
  yes: { zh: '是', en: 'Yes' },
  no: { zh: '否', en: 'No' },
  add: { zh: '添加{title}', en: 'Add: {title}' },
  remove: { zh: '删除', en: 'Remove' },
  removeRow: { zh: '删除：{title} {n}', en: 'Remove: {title} {n}' },
  moveUp: { zh: '上移', en: 'Move up' },
  moveDown: { zh: '下移', en: 'Move down' },
  moveUpRow: { zh: '上移：{title} {n}', en: 'Move up: {title} {n}' },
  moveDownRow: { zh: '下移：{title} {n}', en: 'Move down: {title} {n}' },
  row: { zh: '{title} {n}', en: '{title} {n}' },
  none: { zh: '未填写', en: 'Not given' },
  noRows: { zh: '还没有添加', en: 'Nothing added yet' },
  submit: { zh: '提交', en: 'Submit' },
  errorSummary: { zh: '有 {n} 处需要修改', en: '{n} things need your attention' },
  errorAtField: { zh: '错误', en: 'Error' },
  problem: { zh: '需要补正', en: 'Needs correction' },
  fix: { zh: '如何修改', en: 'How to fix it' },
  prefilled: { zh: '已根据您的资料填好，请核对', en: 'Filled in from your records, please check' },
  birthAndSex: { zh: '出生日期 {birth}，{sex}', en: 'Born {birth}, {sex}' },
  male: { zh: '男', en: 'male' },
  female: { zh: '女', en: 'female' },
  yuan: { zh: '元', en: 'yuan' },
  squareMetres: { zh: '平方米', en: 'm²' },
  chooseFile: { zh: '选择文件', en: 'Choose a file' },
  chooseFiles: { zh: '选择文件（可多选）', en: 'Choose files' },
  fileHint: { zh: 'PDF、OFD、JPG 或 PNG，每个不超过 20 MB', en: 'PDF, OFD, JPG or PNG, up to 20 MB each' },
  uploading: { zh: '正在上传 {name}，{percent}%', en: 'Uploading {name}, {percent}%' },
  uploadFailed: { zh: '{name} 上传失败：{why}', en: 'Uploading {name} failed: {why}' },
  retry: { zh: '重试', en: 'Try again' },
  cancel: { zh: '取消', en: 'Cancel' },
  removeFile: { zh: '删除：{name}', en: 'Remove: {name}' },
  tooBig: { zh: '文件超过 20 MB', en: 'the file is larger than 20 MB' },
  wrongKind: { zh: '文件类型不支持', en: 'this kind of file is not accepted' },
  emptyFile: { zh: '文件是空的', en: 'the file is empty' },
  noFiles: { zh: '此处不能上传文件', en: 'files cannot be uploaded here' },
  draw: { zh: '手写签名', en: 'Sign by hand' },
  type: { zh: '输入姓名签名', en: 'Type your name' },
  drawHint: { zh: '请在框内手写签名', en: 'Write your signature in the box' },
  clear: { zh: '清除重签', en: 'Clear' },
  useSignature: { zh: '确认签名', en: 'Use this signature' },
  signed: { zh: '已签名', en: 'Signed' },
  signAgain: { zh: '重新签名', en: 'Sign again' },
  typedName: { zh: '签名人姓名', en: 'Your name' },
  signatureOf: { zh: '签名图片', en: 'Picture of the signature' },
  saving: { zh: '正在保存', en: 'Saving' },
  characters: { zh: '{n} / {max} 字', en: '{n} of {max} characters' },
  noPeople: { zh: '没有可选的人员', en: 'Nobody to choose from' },
  notEligible: { zh: '（不可选）', en: '(cannot be chosen)' },
} as const satisfies Readonly<Record<string, Text>>;

/** A key of `FORM_TEXTS`. */
export type FormTextKey = keyof typeof FORM_TEXTS;

/** A sentence of the form renderer with its values put in. */
export function tell(lang: Lang, key: FormTextKey, values: Readonly<Record<string, string | number>> = {}): string {
  return FORM_TEXTS[key][lang].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
