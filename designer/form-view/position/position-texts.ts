import type { Text } from '../../../engine/index.js';

/** What the button that asks for the position says, by state. `{m}` metres. */
export const POSITION_TEXTS = {
  use: { zh: '使用我现在的位置', en: 'Use my position' },
  asking: { zh: '正在定位…', en: 'Finding your position…' },
  found: { zh: '已填入当前位置，误差约 {m} 米', en: 'Filled in, to within about {m} m' },
  refused: {
    zh: '没有定位权限。请在浏览器的网站设置中允许定位后重试，或者直接填写经纬度。',
    en: 'The browser may not use your position. Allow it in the settings of this site and try again, or type the figures.',
  },
  unknown: {
    zh: '现在无法确定位置。请到开阔处重试，或者直接填写经纬度。',
    en: 'Your position cannot be found just now. Try again in the open, or type the figures.',
  },
  late: {
    zh: '定位用时太长。请重试，或者直接填写经纬度。',
    en: 'Finding your position takes too long. Try again, or type the figures.',
  },
  none: {
    zh: '这台设备不能定位，请直接填写经纬度。',
    en: 'This device does not tell its position. Please type the figures.',
  },
} as const satisfies Readonly<Record<string, Text>>;
