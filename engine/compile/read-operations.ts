import type { OperationRulePlan } from '../model/plan.js';
import { OPERATIONS } from '../operations/operations.js';
import { YIZHAN } from './namespaces.js';
import { extensionsOf } from './read-extensions.js';
import type { Reader } from './reader.js';
import { refuse, wordsOf } from './reader.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, childrenOf } from './xml-tree.js';

/** Only nudges have a shortest time between two. */
const NUDGE = 'nudgeWorkItem';

/** `yizhan:operations` of a process or user task as a part of its plan; nothing where there is none. */
export function readOperations(
  reader: Reader,
  id: string,
  element: XmlElement,
): { readonly operations?: readonly OperationRulePlan[] } {
  const holders = extensionsOf(element, YIZHAN, 'operations');
  const rules = holders.flatMap((holder) => childrenOf(holder, YIZHAN, 'operation'));
  if (rules.length === 0) return {};
  const operations = rules.map((rule) => readRule(reader, id, rule));
  const names = operations.map(({ name }) => name);
  for (const name of new Set(names.filter((one, place) => names.indexOf(one) < place))) {
    refuse(reader, 'operation', id, `操作 ${name} 规定了两次`, `The operation ${name} is ruled twice`);
  }
  return { operations };
}

function readRule(reader: Reader, id: string, rule: XmlElement): OperationRulePlan {
  const name = attributeOf(rule, 'name') ?? '';
  const who = wordsOf(attributeOf(rule, 'roles'));
  if (!Object.hasOwn(OPERATIONS, name)) {
    refuse(reader, 'operation', id, `没有名为 ${name} 的操作`, `There is no operation ${name}`);
  }
  if (who.length === 0) {
    const zh = `操作 ${name} 须写 roles（角色，或 holder、candidate、starter、anyone、nobody）`;
    const en = `The operation ${name} needs roles (role keys, or holder, candidate, starter, anyone, nobody)`;
    refuse(reader, 'operation', id, zh, en);
  }
  const raw = attributeOf(rule, 'period');
  if (raw === undefined) return { name, who };
  const period = periodOf(raw);
  if (period === undefined || name !== NUDGE) {
    const zh = `period 只用于 ${NUDGE}，写作 PT4H 或 P1D：${raw}`;
    refuse(reader, 'operation', id, zh, `period goes with ${NUDGE} only, as PT4H or P1D: ${raw}`);
  }
  return { name, who, ...(period === undefined ? {} : { period }) };
}

/** Days, hours and minutes of an ISO 8601 duration in ms; undefined for anything else. */
function periodOf(text: string): number | undefined {
  const found = /^P(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,4})M)?)?$/.exec(text);
  const [days = 0, hours = 0, minutes = 0] = (found?.slice(1) ?? []).map((part) => Number(part ?? 0));
  const total = ((days * 24 + hours) * 60 + minutes) * 60_000;
  return total > 0 ? total : undefined;
}
