import type { Problem } from '../model/problem.js';
import { BPMN_RULES, SINGLE_ELEMENTS, TEXT_ELEMENTS } from './bpmn-vocabulary.js';
import { checkExtension, checkExtensionAttribute } from './check-extensions.js';
import { BPMN, DIAGRAM, XML, XMLNS, XSI, YIZHAN, ZEEBE } from './namespaces.js';
import { errorAt, warningAt } from './problem-maker.js';
import { UNSUPPORTED_ELEMENTS } from './unsupported-elements.js';
import type { XmlAttribute, XmlElement } from './xml-tree.js';
import { nearestId } from './xml-tree.js';

/**
 * Judges every element and attribute of a BPMN file: those of BPMN, zeebe and yizhan must be known and stand where they are executed;
 * foreign ones are reported once an element and namespace, as warnings, and never executed. Diagram data is not looked at.
 */
export function checkVocabulary(definitions: XmlElement): Problem[] {
  const problems: Problem[] = [];
  const foreign = new Set<string>();
  const warnForeign = (element: XmlElement, uri: string): void => {
    const elementId = nearestId(element);
    const key = `${elementId ?? ''} ${uri}`;
    if (foreign.has(key)) return;
    foreign.add(key);
    const name = uri === '' ? element.name : uri;
    const [zh, en] = [`外部扩展 ${name} 保留但不执行`, `The foreign extension ${name} is kept but not executed`];
    problems.push(warningAt('foreign-extension', { elementId, line: element.line }, zh, en));
  };
  const visit = (element: XmlElement): void => {
    const rule = BPMN_RULES[element.local];
    if (!rule) return;
    for (const attribute of element.attributes) checkAttribute(element, attribute, rule.attributes);
    checkText(element);
    const seen = new Set<string>();
    for (const child of element.children) checkChild(element, child, rule.children, seen);
  };
  const checkAttribute = (element: XmlElement, attribute: XmlAttribute, known: readonly string[]): void => {
    const { uri, local } = attribute;
    if (uri === XMLNS || uri === XSI || uri === XML || attribute.name === 'xmlns') return;
    if (uri === ZEEBE || uri === YIZHAN) problems.push(...checkExtensionAttribute(element, attribute));
    else if (uri !== '' && uri !== BPMN) warnForeign(element, uri);
    else if (!known.includes(local)) {
      const zh = `元素 ${element.local} 的属性 ${local} 不被识别或不执行`;
      const en = `The attribute ${local} of ${element.local} is unknown or not executed`;
      problems.push(errorAt('unknown-attribute', placeOf(element), zh, en));
    }
  };
  const checkText = (element: XmlElement): void => {
    if (element.text === '' || TEXT_ELEMENTS.has(element.local)) return;
    const zh = `元素 ${element.local} 中不应有文字`;
    problems.push(errorAt('stray-text', placeOf(element), zh, `There must be no text inside ${element.local}`));
  };
  const checkChild = (parent: XmlElement, child: XmlElement, known: readonly string[], seen: Set<string>): void => {
    if (child.uri === BPMN) {
      if (SINGLE_ELEMENTS.has(child.local) && seen.has(`${BPMN} ${child.local}`)) {
        const zh = `元素 ${child.local} 只能出现一次`;
        problems.push(
          errorAt('duplicate-element', placeOf(child), zh, `The element ${child.local} may stand only once`),
        );
      }
      seen.add(`${BPMN} ${child.local}`);
      if (child.local === 'extensionElements') for (const one of child.children) checkExtensionChild(parent, one, seen);
      else if (child.local === 'documentation' || known.includes(child.local)) visit(child);
      else problems.push(refusedElement(parent, child));
    } else if (!DIAGRAM.includes(child.uri)) {
      const zh = `元素 ${child.name} 只能放在 extensionElements 中`;
      const en = `The element ${child.name} may stand only inside extensionElements`;
      problems.push(errorAt('misplaced-extension', { ...placeOf(child), clause: 'BPMN 2.0.2 8.3.3' }, zh, en));
    }
  };
  const checkExtensionChild = (owner: XmlElement, child: XmlElement, seen: Set<string>): void => {
    if (child.uri === ZEEBE || child.uri === YIZHAN) problems.push(...checkExtension(owner, child, seen));
    else if (child.uri === BPMN) problems.push(refusedElement(owner, child));
    else warnForeign(child, child.uri);
  };
  visit(definitions);
  return problems;
}

function refusedElement(parent: XmlElement, child: XmlElement): Problem {
  const unsupported = Object.hasOwn(UNSUPPORTED_ELEMENTS, child.local) ? UNSUPPORTED_ELEMENTS[child.local] : undefined;
  const place = placeOf(child);
  if (unsupported) {
    const zh = `不支持${unsupported.text.zh}（${child.local}）`;
    const en = `Not supported: ${unsupported.text.en} (${child.local})`;
    return errorAt('unsupported-element', { ...place, clause: unsupported.clause }, zh, en);
  }
  if (Object.hasOwn(BPMN_RULES, child.local)) {
    const zh = `元素 ${child.local} 不能放在 ${parent.local} 中`;
    return errorAt('misplaced-element', place, zh, `The element ${child.local} may not stand inside ${parent.local}`);
  }
  return errorAt('unknown-element', place, `BPMN 中没有元素 ${child.local}`, `BPMN has no element ${child.local}`);
}

function placeOf(element: XmlElement): { elementId?: string | undefined; line: number } {
  return { elementId: nearestId(element), line: element.line };
}
