import type { Problem } from '../model/problem.js';
import type { ExtensionRule } from './extension-vocabulary.js';
import {
  REFUSED_EXTENSIONS,
  YIZHAN_ATTRIBUTES,
  YIZHAN_RULES,
  ZEEBE_ATTRIBUTES,
  ZEEBE_RULES,
} from './extension-vocabulary.js';
import { XMLNS, YIZHAN, ZEEBE } from './namespaces.js';
import { errorAt } from './problem-maker.js';
import type { XmlAttribute } from './xml-parts.js';
import type { XmlElement } from './xml-tree.js';
import { nearestId } from './xml-tree.js';

/** Judges one zeebe or yizhan element inside the `extensionElements` of `owner`, with everything in it; `seen` holds those before it. */
export function checkExtension(owner: XmlElement, element: XmlElement, seen: Set<string>): Problem[] {
  return checkAt(owner.local, element, seen);
}

/** Judges an attribute of the zeebe or yizhan namespace at a BPMN element. */
export function checkExtensionAttribute(element: XmlElement, attribute: XmlAttribute): Problem[] {
  const { local, name, uri } = attribute;
  if (uri === ZEEBE && ZEEBE_ATTRIBUTES.includes(local)) return [];
  if (uri === YIZHAN && own(YIZHAN_ATTRIBUTES, local)?.includes(element.local)) return [];
  return [
    refuse(
      element,
      'unknown-attribute',
      local,
      `属性 ${name} 不能用于 ${element.local}`,
      `The attribute ${name} may not be used on ${element.local}`,
    ),
  ];
}

function checkAt(parentName: string, element: XmlElement, seen: Set<string>): Problem[] {
  const rule = own<ExtensionRule>(element.uri === ZEEBE ? ZEEBE_RULES : YIZHAN_RULES, element.local);
  if (!rule) {
    return [
      refuse(
        element,
        'unknown-extension',
        element.local,
        `扩展元素 ${element.name} 不被识别或不执行`,
        `The extension element ${element.name} is unknown or not executed`,
      ),
    ];
  }
  if (!rule.in.includes(parentName)) {
    return [
      refuse(
        element,
        'misplaced-extension',
        '',
        `扩展元素 ${element.name} 不能用于 ${parentName}`,
        `The extension element ${element.name} may not be used on ${parentName}`,
      ),
    ];
  }
  const problems: Problem[] = [];
  const key = `${element.uri} ${element.local}`;
  if (rule.single && seen.has(key)) {
    problems.push(
      refuse(
        element,
        'duplicate-extension',
        '',
        `扩展元素 ${element.name} 只能出现一次`,
        `The extension element ${element.name} may stand only once`,
      ),
    );
  }
  seen.add(key);
  for (const { uri, local, name } of element.attributes) {
    if (uri === XMLNS || (uri === '' && rule.attributes.includes(local))) continue;
    problems.push(
      refuse(
        element,
        'unknown-attribute',
        local,
        `扩展元素 ${element.name} 的属性 ${name} 不被识别或不执行`,
        `The attribute ${name} of ${element.name} is unknown or not executed`,
      ),
    );
  }
  if (element.text !== '') {
    problems.push(
      refuse(
        element,
        'stray-text',
        '',
        `扩展元素 ${element.name} 中不应有文字`,
        `There must be no text inside ${element.name}`,
      ),
    );
  }
  const inner = new Set<string>();
  for (const child of element.children) {
    if (child.uri === element.uri && rule.children?.includes(child.local))
      problems.push(...checkAt(element.local, child, inner));
    else
      problems.push(
        refuse(
          child,
          'unknown-extension',
          child.local,
          `扩展元素 ${element.name} 中不能有 ${child.name}`,
          `${child.name} may not stand inside ${element.name}`,
        ),
      );
  }
  return problems;
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function refuse(element: XmlElement, rule: string, local: string, zh: string, en: string): Problem {
  const advice = own(REFUSED_EXTENSIONS, local);
  const place = { elementId: nearestId(element), line: element.line };
  return errorAt(rule, place, advice ? `${zh}：${advice.zh}` : zh, advice ? `${en}: ${advice.en}` : en);
}
