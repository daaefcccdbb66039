import type { Text } from '../model/text.js';
import type { FeelPosition } from './feel-problem.js';
import { kindOf } from './kinds.js';
import type { FeelRun } from './run.js';
import type { FeelValue } from './value.js';

/** Most warnings one evaluation keeps. */
const MAX_WARNINGS = 50;

/** Notes why something became null. Always gives null, so that a closure can end with it. */
export function warn(run: FeelRun, code: string, message: Text, position?: FeelPosition): null {
  if (run.warnings.length < MAX_WARNINGS) {
    run.warnings.push({ code, message, position });
  }
  return null;
}

const KINDS_ZH: Readonly<Record<ReturnType<typeof kindOf>, string>> = {
  null: '空值',
  boolean: '布尔',
  string: '文本',
  number: '数字',
  list: '列表',
  context: '上下文',
  date: '日期',
  time: '时间',
  'date and time': '日期时间',
  'days and time duration': '天时时长',
  'years and months duration': '年月时长',
  range: '区间',
  function: '函数',
};

/** Notes that an operation does not take values of these kinds. */
export function warnTypes(run: FeelRun, what: string, values: readonly FeelValue[], position: FeelPosition): null {
  const kinds = values.map(kindOf);
  const zh = `${what} 不能用于：${kinds.map((kind) => KINDS_ZH[kind]).join('、')}`;
  return warn(run, 'INVALID_TYPE', { zh, en: `${what} does not take ${kinds.join(', ')}` }, position);
}
