import type { ThresholdPlan } from '../model/plan.js';
import { YIZHAN } from './namespaces.js';
import { policyReader, type PolicyReader } from './policy-reader.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, childrenOf } from './xml-tree.js';

/** `yizhan:threshold` elements of a policy. */
export function readThresholds(policy: PolicyReader): readonly ThresholdPlan[] {
  return childrenOf(policy.approval, YIZHAN, 'threshold').map((element) => readThreshold(policy, element));
}

/** `share` is a fraction of whole numbers, for example 2/3: no percentage can say two thirds. */
function readThreshold({ reader, id, complain }: PolicyReader, element: XmlElement): ThresholdPlan {
  const { word } = policyReader(reader, id, element);
  const share = attributeOf(element, 'share') ?? '';
  const [, top, bottom] = /^\s*(\d{1,9})\s*\/\s*(\d{1,9})\s*$/.exec(share) ?? [];
  const [numerator, denominator] = [Number(top), Number(bottom)];
  if (!(numerator >= 0 && denominator > 0 && numerator <= denominator)) {
    complain(`share 须为不大于 1 的分数，如 2/3：${share}`, `share must be a fraction up to 1 such as 2/3: ${share}`);
  }
  const of = word('of', ['approval', 'quorum']);
  if (of === 'quorum' && attributeOf(element, 'base') !== undefined) {
    complain('base 不用于 of="quorum"', 'base does not go with of="quorum"');
  }
  return {
    of,
    base: word('base', ['present', 'all']),
    weight: word('weight', ['first', 'second']),
    numerator,
    denominator,
    strict: word('strict', ['false', 'true']) === 'true',
  };
}
