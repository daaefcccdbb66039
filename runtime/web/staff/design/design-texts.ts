import type { Text } from '../../../../engine/index.js';
import { useTexts } from '../texts/use-texts.js';

const DESIGN_TEXTS = {
  title: { zh: '流程设计', en: 'Process design' },
  hint: {
    zh: '打开流程包，修改流程，发布新版本。',
    en: 'Open a package, change its processes, publish a new version.',
  },
  empty: { zh: '还没有流程包', en: 'There are no packages yet' },
  active: { zh: '使用中', en: 'Active' },
  superseded: { zh: '已被替代', en: 'Superseded' },
  available: { zh: '未启用', en: 'Not active' },
  versions: { zh: '版本', en: 'Versions' },
  versionCount: { zh: '{n} 个版本', en: '{n} versions' },
  files: { zh: '文件', en: 'Files' },
  version: { zh: '版本', en: 'Version' },
  published: { zh: '发布时间', en: 'Published' },
  by: { zh: '发布人', en: 'By' },
  note: { zh: '说明', en: 'Note' },
  running: { zh: '在办件', en: 'Running cases' },
  source: { zh: '来源', en: 'Source' },
  system: { zh: '系统', en: 'System' },
  fromDisk: { zh: '随系统安装', en: 'Shipped' },
  fromApi: { zh: '在此发布', en: 'Published here' },
  activate: { zh: '启用', en: 'Activate' },
  activated: { zh: '已启用 {version}，新申请使用此版本', en: '{version} is active: new requests use it' },
  activateAsk: { zh: '启用版本 {version}？', en: 'Activate version {version}?' },
  activateHint: {
    zh: '新提交的申请将使用此版本；在办件继续使用各自的版本。',
    en: 'New requests will use it; running cases keep their version.',
  },
  keep: {
    zh: '在办件一直使用开始时的版本，发布或启用其他版本不影响它们。',
    en: 'A running case keeps the version it started on, whatever is published or activated.',
  },
  newPackage: { zh: '新建流程包', en: 'New package' },
  notPublished: { zh: '未发布', en: 'Not published' },
  titleZh: { zh: '中文名称', en: 'Chinese title' },
  titleEn: { zh: '英文名称', en: 'English title' },
  packageKey: { zh: '标识', en: 'Key' },
  packageKeyHint: {
    zh: '小写字母、数字和连字符，例如 shared-parking',
    en: 'Small letters, digits, hyphens: shared-parking',
  },
  keyTaken: { zh: '此标识已被使用', en: 'The key is taken' },
  itemCode: { zh: '事项编码', en: 'Item code' },
  itemCodeHint: { zh: '2至12位大写字母和数字，例如 GXCW', en: '2 to 12 capitals and digits: GXCW' },
  startRoles: { zh: '谁能发起', en: 'Who may start it' },
  needs: { zh: '需要的流程包', en: 'Packages it needs' },
  needsHint: { zh: '可以使用它们的表单、台账和子流程', en: 'Their forms, registers and processes can be used' },
  newIncomplete: { zh: '请按提示填写全部内容', en: 'Fill in everything as the hints say' },
  create: { zh: '创建', en: 'Create' },
  cancel: { zh: '取消', en: 'Cancel' },
  newFile: { zh: '新建文件', en: 'New file' },
  fileKind: { zh: '种类', en: 'Kind' },
  fileName: { zh: '文件名', en: 'File name' },
  fileTaken: { zh: '已有同名文件', en: 'There is such a file' },
  'kind.process': { zh: '流程', en: 'Process' },
  'kind.form': { zh: '表单', en: 'Form' },
  'kind.decision': { zh: '决策表', en: 'Decision table' },
  'kind.register': { zh: '台账', en: 'Register' },
  'name.process': { zh: '小写字母、数字和连字符', en: 'Small letters, digits and hyphens' },
  'name.form': {
    zh: '小写字母开头的字母和数字，流程中用它引用',
    en: 'Letters and digits, first one small; processes use it',
  },
  'name.decision': { zh: '字母、数字和连字符，例如 D-PARK-1', en: 'Letters, digits and hyphens: D-PARK-1' },
  'name.register': {
    zh: '小写字母、数字和连字符，例如 parking-places',
    en: 'Small letters, digits, hyphens: parking-places',
  },
  removeFile: { zh: '删除此文件', en: 'Remove this file' },
  removeFileAsk: { zh: '删除“{name}”？', en: 'Remove “{name}”?' },
  fieldsTab: { zh: '编辑', en: 'Edit' },
  previewTab: { zh: '预览', en: 'Preview' },
  service: { zh: '服务', en: 'Service' },
  servicePage: { zh: '服务页面', en: 'Service page' },
  processes: { zh: '流程', en: 'Processes' },
  forms: { zh: '表单', en: 'Forms' },
  decisions: { zh: '决策', en: 'Decisions' },
  documents: { zh: '文书', en: 'Documents' },
  registers: { zh: '台账', en: 'Registers' },
  scenarios: { zh: '场景', en: 'Scenarios' },
  others: { zh: '其他', en: 'Others' },
  filesOf: { zh: '{title}的文件', en: 'Files of {title}' },
  back: { zh: '返回流程包', en: 'Back to the packages' },
  readOnly: { zh: '此文件目前只能查看', en: 'This file can only be read for now' },
  changed: { zh: '已修改', en: 'Changed' },
  draft: { zh: '未发布：{n} 个文件有改动', en: 'Not published: {n} files changed' },
  saved: { zh: '已保存在本机 {time}', en: 'Kept on this device {time}' },
  saving: { zh: '正在保存到本机', en: 'Keeping it on this device' },
  noDraft: { zh: '没有未发布的改动', en: 'No unpublished changes' },
  publish: { zh: '发布新版本', en: 'Publish' },
  discard: { zh: '放弃改动', en: 'Discard changes' },
  discardAsk: { zh: '放弃全部未发布的改动？', en: 'Discard all unpublished changes?' },
  discardHint: {
    zh: '{n} 个文件恢复到版本 {version}，无法撤销。',
    en: '{n} files go back to version {version}. This cannot be undone.',
  },
  stale: {
    zh: '草稿基于版本 {base}，现在使用的是 {active}。发布会替代 {active}，其中的改动不会自动合并。',
    en: 'This draft is based on {base}, but {active} is active now. Publishing replaces {active}; its changes are not merged.',
  },
  leaveAsk: { zh: '离开设计器？', en: 'Leave the designer?' },
  leaveHint: {
    zh: '改动尚未发布，已保存在本机，下次打开可继续。',
    en: 'Your changes are not published. They are kept on this device and can be continued later.',
  },
  leave: { zh: '离开', en: 'Leave' },
  stay: { zh: '继续编辑', en: 'Stay' },
  missingPackage: { zh: '没有这个流程包', en: 'There is no such package' },
  discardNewHint: {
    zh: '新流程包的全部内容将被删除，无法撤销。',
    en: 'Everything of the new package is removed. This cannot be undone.',
  },
  missingFile: { zh: '没有这个文件', en: 'There is no such file' },
} as const satisfies Readonly<Record<string, Text>>;

/** A key of the designer's sentences. */
export type DesignTextKey = keyof typeof DESIGN_TEXTS;

/** A sentence of the designer's pages in the reader's language. */
export type TellDesign = (key: DesignTextKey, values?: Readonly<Record<string, string | number>>) => string;

/** The sentences of the designer's pages; they come with the designer, not with the worklist. */
export function useDesignTexts(): ReturnType<typeof useTexts> & { readonly d: TellDesign } {
  const texts = useTexts();
  const d: TellDesign = (key, values = {}) => {
    const text: Text = DESIGN_TEXTS[key];
    return text[texts.lang].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  };
  return { ...texts, d };
}
