import type { Problem } from '../model/problem.js';
import { BPMN, DIAGRAM } from './namespaces.js';
import { errorAt } from './problem-maker.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, nearestId } from './xml-tree.js';

const NEEDS_ID = /^(process|message|error|escalation|sequenceFlow|subProcess|callActivity)$|(Task|Event|Gateway)$/;
const CLAUSE = 'BPMN 2.0.2 8.3.1';

/** Names every JavaScript object answers to; as ids they would be found where nothing is. */
const RESERVED: ReadonlySet<string> = new Set([...Object.getOwnPropertyNames(Object.prototype), 'prototype']);

/** Ids are unique in the file, have the form of an id and are no reserved name. */
export function checkIds(definitions: XmlElement): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const visit = (element: XmlElement): void => {
    const id = attributeOf(element, 'id');
    const place = { elementId: id ?? nearestId(element), line: element.line, clause: CLAUSE };
    const complain = (rule: string, zh: string, en: string): void => {
      problems.push(errorAt(rule, place, zh, en));
    };
    if (id !== undefined) {
      if (!/^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(id) || id.length > 200) {
        complain('id-form', `id 格式无效：${id.slice(0, 60)}`, `Not a valid id: ${id.slice(0, 60)}`);
      } else if (RESERVED.has(id)) {
        complain('id-reserved', `id 不能使用保留名称 ${id}`, `The id ${id} is a reserved name`);
      } else if (seen.has(id)) {
        complain('id-duplicate', `id 重复：${id}`, `The id ${id} is used twice`);
      }
      seen.add(id);
    }
    for (const child of element.children) if (!DIAGRAM.includes(child.uri) && child.uri === BPMN) visit(child);
  };
  visit(definitions);
  return problems;
}

/** What is executed has an id: tokens, history and messages name it. In BPMN itself ids are optional (8.3.1). */
export function checkNeededIds(definitions: XmlElement): Problem[] {
  const problems: Problem[] = [];
  const visit = (element: XmlElement): void => {
    if (NEEDS_ID.test(element.local) && (attributeOf(element, 'id') ?? '') === '') {
      const place = { elementId: nearestId(element), line: element.line, clause: CLAUSE };
      const en = `The element ${element.local} has no id`;
      problems.push(errorAt('id-missing', place, `元素 ${element.local} 缺少 id`, en));
    }
    for (const child of element.children) if (child.uri === BPMN) visit(child);
  };
  visit(definitions);
  return problems;
}
