import type { Problem } from '../model/problem.js';
import type { AttributeRule, ElementRule } from './bpmn-vocabulary.js';
import { BPMN_RULES } from './bpmn-vocabulary.js';
import { checkExtension, checkExtensionAttribute } from './check-extensions.js';
import { BPMN, DIAGRAM, XML, XMLNS, XSI, YIZHAN, ZEEBE } from './namespaces.js';
import { errorAt, warningAt } from './problem-maker.js';
import type { XmlAttribute } from './xml-parts.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, nearestId } from './xml-tree.js';

/**
 * Judges every element and attribute of a BPMN file: those of BPMN, zeebe and yizhan must be known and stand where they may;
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
    const rule = BPMN_RULES.get(element.local);
    if (!rule) return;
    for (const attribute of element.attributes) checkAttribute(element, attribute, rule.attributes);
    checkText(element, rule);
    const seen = new Set<string>();
    for (const child of element.children) checkChild(element, child, rule, seen);
    for (const name of rule.requiredAttributes) {
      if (attributeOf(element, name) === undefined) {
        const code = name === 'targetNamespace' ? 'target-namespace' : 'attribute-missing';
        problems.push(missing(element, code, '属性', 'attribute', name));
      }
    }
    for (const name of rule.requiredChildren) {
      if (!seen.has(`${BPMN} ${name}`)) problems.push(missing(element, 'element-missing', '元素', 'element', name));
    }
  };
  const checkAttribute = (element: XmlElement, attribute: XmlAttribute, known: ElementRule['attributes']): void => {
    const { uri, local } = attribute;
    if (uri === XMLNS || uri === XSI || uri === XML || attribute.name === 'xmlns') return;
    if (uri === ZEEBE || uri === YIZHAN) problems.push(...checkExtensionAttribute(element, attribute));
    else if (uri !== '' && uri !== BPMN) warnForeign(element, uri);
    else {
      const rule = known.get(local);
      if (!rule) {
        const zh = `元素 ${element.local} 没有属性 ${local}`;
        problems.push(
          errorAt('unknown-attribute', placeOf(element), zh, `BPMN's ${element.local} has no attribute ${local}`),
        );
      } else if (!fits(rule, attribute.value)) {
        const zh = `元素 ${element.local} 的属性 ${local} 的值无效：${attribute.value}`;
        const en = `Not a value of the attribute ${local} of ${element.local}: ${attribute.value}`;
        problems.push(
          errorAt(local === 'gatewayDirection' ? 'gateway-direction' : 'attribute-value', placeOf(element), zh, en),
        );
      }
    }
  };
  const checkText = (element: XmlElement, rule: ElementRule): void => {
    if (element.text === '' || rule.text) return;
    const zh = `元素 ${element.local} 中不应有文字`;
    problems.push(errorAt('stray-text', placeOf(element), zh, `There must be no text inside ${element.local}`));
  };
  const checkChild = (parent: XmlElement, child: XmlElement, rule: ElementRule, seen: Set<string>): void => {
    if (child.uri === BPMN) {
      if (rule.children.get(child.local)?.atMostOne && seen.has(`${BPMN} ${child.local}`)) {
        const zh = `元素 ${child.local} 只能出现一次`;
        problems.push(
          errorAt('duplicate-element', placeOf(child), zh, `The element ${child.local} may stand only once`),
        );
      }
      seen.add(`${BPMN} ${child.local}`);
      if (child.local === 'extensionElements') for (const one of child.children) checkExtensionChild(parent, one, seen);
      else if (rule.children.has(child.local)) visit(child);
      else problems.push(refusedElement(parent, child));
    } else if (!DIAGRAM.includes(child.uri) && !HOLDS_ANYTHING.test(parent.local)) {
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

/** Texts that may hold elements of any other namespace, such as XHTML (BPMN 2.0.2, `Semantic.xsd`). */
const HOLDS_ANYTHING = /^(documentation|text|script)$/;

function refusedElement(parent: XmlElement, child: XmlElement): Problem {
  const place = placeOf(child);
  if (BPMN_RULES.has(child.local)) {
    const zh = `元素 ${child.local} 不能放在 ${parent.local} 中`;
    return errorAt('misplaced-element', place, zh, `The element ${child.local} may not stand inside ${parent.local}`);
  }
  return errorAt('unknown-element', place, `BPMN 中没有元素 ${child.local}`, `BPMN has no element ${child.local}`);
}

function missing(element: XmlElement, code: string, zh: string, en: string, name: string): Problem {
  const place = placeOf(element);
  return errorAt(
    code,
    place,
    `元素 ${element.local} 缺少${zh} ${name}`,
    `The ${en} ${name} of ${element.local} is missing`,
  );
}

/** True when an attribute holds a value of its kind (XML Schema `boolean`, `integer`, or one of a list). */
function fits({ values }: AttributeRule, value: string): boolean {
  if (values === undefined) return true;
  if (values === 'boolean') return /^\s*(true|false|0|1)\s*$/.test(value);
  if (values === 'integer') return /^\s*[+-]?\d{1,15}\s*$/.test(value);
  return values.includes(value.trim());
}

function placeOf(element: XmlElement): { elementId?: string | undefined; line: number } {
  return { elementId: nearestId(element), line: element.line };
}
