import type { ConfigEntry } from '../model/package.js';
import type { Problem } from '../model/problem.js';
import { errorAt } from './problem-maker.js';

/** Configuration: keys are unique and none is a group of another, defaults of numbers lie between floor and ceiling. */
export function checkConfig(entries: readonly ConfigEntry[], inherited: readonly string[]): Problem[] {
  const problems: Problem[] = [];
  const seen: string[] = [...inherited];
  entries.forEach((entry, index) => {
    const refuse = (member: string, rule: string, zh: string, en: string): void => {
      problems.push(errorAt(rule, { file: 'config.json', pointer: `/entries/${index}/${member}` }, zh, en));
    };
    const { key, floor, ceiling } = entry;
    const clash = seen.find((one) => one === key || one.startsWith(`${key}.`) || key.startsWith(`${one}.`));
    if (clash !== undefined)
      refuse('key', 'duplicate', `配置项 ${key} 与 ${clash} 冲突`, `The key ${key} clashes with ${clash}`);
    seen.push(key);
    const value = entry.default;
    if (floor !== undefined && ceiling !== undefined && floor > ceiling)
      refuse('floor', 'config-bounds', '下限大于上限', 'The floor is above the ceiling');
    if (floor === undefined && ceiling === undefined) return;
    const inside = typeof value === 'number' && value >= (floor ?? -Infinity) && value <= (ceiling ?? Infinity);
    if (!inside)
      refuse(
        'default',
        'config-bounds',
        `默认值不在上下限之间：${key}`,
        `The default of ${key} is not between its bounds`,
      );
  });
  return problems;
}
