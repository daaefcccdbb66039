import { describe, expect, test } from '@jest/globals';
import { YIZHAN_ATTRIBUTES, YIZHAN_RULES } from '../../../engine/compile/extension-vocabulary.js';
import { YIZHAN_MODDLE } from '../../../engine/compile/yizhan-moddle.js';

const lower = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

describe('the moddle descriptor of our namespace', () => {
  const elements = YIZHAN_MODDLE.types.filter((type) => !type.isAbstract);

  test('has the elements that the compiler executes, with the same attributes', () => {
    const described = elements.map((type) => [
      lower(type.name),
      type.properties.filter((property) => property.isAttr).map((property) => property.name),
    ]);
    const executed = Object.entries(YIZHAN_RULES).map(([name, rule]) => [name, rule.attributes]);
    const sorted = (list: unknown[][]) => list.map(([name, names]) => [name, [...(names as string[])].sort()]).sort();
    expect(sorted(described)).toEqual(sorted(executed));
  });

  test('has the attributes at BPMN elements that the compiler executes', () => {
    const described = YIZHAN_MODDLE.types.filter((type) => type.isAbstract).flatMap((type) => type.properties);
    expect(described.map((property) => property.name).sort()).toEqual(Object.keys(YIZHAN_ATTRIBUTES).sort());
  });
});
