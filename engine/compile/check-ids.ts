import type { Problem } from '../model/problem.js';
import { BPMN, DIAGRAM } from './namespaces.js';
import { errorAt } from './problem-maker.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, nearestId } from './xml-tree.js';

const NEEDS_ID = /^(process|message|error|escalation|sequenceFlow|subProcess|callActivity)$|(Task|Event|Gateway)$/;
const CLAUSE = 'BPMN 2.0.2 8.3.1';

/** Names every JavaScript object answers to; as ids they would be found where nothing is. */
const RESERVED: ReadonlySet<string> = new Set([...Object.getOwnPropertyNames(Object.prototype), 'prototype']);

/** Ids exist where something refers to them, are unique in the file, have the form of an id and are no reserved name. */
export function checkIds(definitions: XmlElement): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const visit = (element: XmlElement): void => {
    const id = attributeOf(element, 'id');
    const place = { elementId: id ?? nearestId(element), line: element.line, clause: CLAUSE };
    const complain = (rule: string, zh: string, en: string): void => {
      problems.push(errorAt(rule, place, zh, en));
    };
    if (id === undefined || id === '') {
      if (element.uri === BPMN && NEEDS_ID.test(element.local)) {
        complain('id-missing', `元素 ${element.local} 缺少 id`, `The element ${element.local} has no id`);
      }
    } else if (!/^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(id) || id.length > 200) {
      complain('id-form', `id 格式无效：${id.slice(0, 60)}`, `Not a valid id: ${id.slice(0, 60)}`);
    } else if (RESERVED.has(id)) {
      complain('id-reserved', `id 不能使用保留名称 ${id}`, `The id ${id} is a reserved name`);
    } else if (seen.has(id)) {
      complain('id-duplicate', `id 重复：${id}`, `The id ${id} is used twice`);
    }
    if (id !== undefined) seen.add(id);
    for (const child of element.children) if (!DIAGRAM.includes(child.uri) && child.uri === BPMN) visit(child);
  };
  visit(definitions);
  return problems;
}
