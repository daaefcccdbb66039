import type { Text } from '../../engine/index.js';
import type { Lang } from '../form-view/types.js';

const PREVIEW_TEXTS = {
  frame: { zh: '表单预览：{title}', en: 'Form preview: {title}' },
  node: { zh: '环节', en: 'Step' },
  whole: { zh: '完整表单（全部可编辑）', en: 'Whole form (everything can be written)' },
  fills: { zh: '填写', en: 'fills in' },
  shows: { zh: '只读', en: 'shows' },
  width: { zh: '宽度', en: 'Width' },
  phone: { zh: '手机', en: 'Phone' },
  desk: { zh: '电脑', en: 'PC' },
  sample: { zh: '样例数据', en: 'Sample data' },
  empty: { zh: '空白', en: 'Empty' },
  submit: { zh: '试提交', en: 'Try to submit' },
  passed: { zh: '检查通过，此环节会提交 {n} 项', en: 'Nothing is wrong; this step would send {n} fields' },
  nothing: {
    zh: '此环节只读，没有数据时不显示内容。',
    en: 'This step only reads the form; without data there is nothing to show.',
  },
  patch: { zh: '会提交的内容', en: 'What would be sent' },
  hint: { zh: '预览不保存任何内容。', en: 'Nothing entered here is kept.' },
} as const satisfies Readonly<Record<string, Text>>;

/** A sentence of the form preview. */
export function tellPreview(
  lang: Lang,
  key: keyof typeof PREVIEW_TEXTS,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const text: Text = PREVIEW_TEXTS[key];
  return text[lang].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
