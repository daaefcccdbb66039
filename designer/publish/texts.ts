import type { Text } from '../../engine/index.js';
import type { Lang } from '../form-view/types.js';

const PUBLISH_TEXTS = {
  title: { zh: '发布新版本', en: 'Publish a new version' },
  version: { zh: '版本号', en: 'Version' },
  versionFrom: { zh: '以 {version} 为底稿', en: 'Based on {version}' },
  firstVersion: { zh: '第一个版本', en: 'The first version' },
  note: { zh: '版本说明', en: 'What has changed' },
  noteHint: { zh: '写给同事看：改了什么、为什么', en: 'For your colleagues: what has changed, and why' },
  changed: { zh: '改动的文件', en: 'Changed files' },
  noChange: { zh: '没有改动', en: 'Nothing has changed' },
  running: {
    zh: '发布后，新提交的申请使用新版本。{n} 个在办件继续使用各自开始时的版本，不受影响。',
    en: 'New requests will use the new version. The {n} running cases keep the version they started on.',
  },
  noneRunning: {
    zh: '发布后，新提交的申请使用新版本。目前没有在办件。',
    en: 'New requests will use the new version. No cases are running now.',
  },
  check: { zh: '服务器检查（含全部场景）', en: 'Check by the server, all scenarios included' },
  checking: { zh: '正在检查流程包并运行场景', en: 'Checking the package and running its scenarios' },
  checkAgain: { zh: '重新检查', en: 'Check again' },
  clean: { zh: '检查通过', en: 'The check has passed' },
  errors: { zh: '{n} 个错误，须先修正', en: '{n} errors must be corrected first' },
  warnings: { zh: '{n} 个警告，可以发布', en: '{n} warnings; publishing is possible' },
  publish: { zh: '发布', en: 'Publish' },
  cancel: { zh: '取消', en: 'Cancel' },
  close: { zh: '完成', en: 'Done' },
  done: { zh: '已发布 {version}', en: '{version} is published' },
  doneHint: { zh: '新提交的申请从现在起使用此版本。', en: 'New requests use this version from now on.' },
  hash: { zh: '内容指纹', en: 'Content hash' },
} as const satisfies Readonly<Record<string, Text>>;

/** A sentence of the publish dialog. */
export function tellPublish(
  lang: Lang,
  key: keyof typeof PUBLISH_TEXTS,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const text: Text = PUBLISH_TEXTS[key];
  return text[lang].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
