import type { Container, FlowNode } from './bpmn-model.js';
import { idOf } from './bpmn-model.js';
import type { CheckContext } from './check-context.js';
import { BPMN } from './namespaces.js';
import type { Report, StandardRule } from './standard-rule.js';
import { standardRule } from './standard-rule.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, childrenOf, localName } from './xml-tree.js';

const PAIR = standardRule('link-pair', '10.5.5', '118');
const NO_TARGET = standardRule('link-pair', '10.5.5', '125');
const NO_SOURCE = standardRule('link-pair', '10.5.5', '124');
const SCOPE = standardRule('link-scope', '10.5.5', '126');
const AMBIGUOUS = standardRule('link-ambiguous', '10.5.5');

interface Link {
  readonly node: FlowNode;
  readonly definition: XmlElement;
  readonly id: string;
  readonly name: string;
  /** Ids of the definitions it names as its partners. */
  readonly partners: readonly string[];
}

/** Link events: every throw has exactly one catch and every catch a throw, by reference or by name, in the same container. */
export function checkLinks(containers: readonly Container[], { report }: CheckContext): void {
  const [throws, catches] = [linksOf(containers, 'throw'), linksOf(containers, 'catch')];
  judge(throws, catches, NO_TARGET, '目标（捕获）', 'catching', report);
  judge(catches, throws, NO_SOURCE, '来源（抛出）', 'throwing', report);
  const names = new Map<Container, Set<string>>();
  for (const { node, name, partners } of catches) {
    const known = names.get(node.container) ?? new Set();
    if (known.has(name) && partners.length === 0) {
      const en = `Two catching link events are named ${name}`;
      report(node.element, AMBIGUOUS, `同一层有两个名为 ${name} 的捕获链接事件`, en);
    }
    names.set(node.container, known.add(name));
  }
}

function judge(
  links: readonly Link[],
  others: readonly Link[],
  none: StandardRule,
  zh: string,
  en: string,
  report: Report,
): void {
  const byId = new Map(others.map((other) => [other.id, other]));
  const levels = new Map<string, Set<Container>>();
  for (const { name, node } of others) levels.set(name, (levels.get(name) ?? new Set()).add(node.container));
  for (const link of links) {
    const partners = link.partners.flatMap((id) => byId.get(id) ?? []);
    const found = link.partners.length > 0 ? new Set(partners.map((one) => one.node.container)) : levels.get(link.name);
    if (!found || found.size === 0) {
      report(
        link.node.element,
        none,
        `链接事件 ${link.name} 没有${zh}事件`,
        `The link ${link.name} has no ${en} event`,
      );
    } else if (!found.has(link.node.container)) {
      const text = 'Link events connect only inside one process or sub-process level';
      report(link.node.element, SCOPE, '链接事件只能连接同一流程层内的事件', text);
    }
    for (const other of partners) checkBack(link, other, report);
  }
}

/** Where both sides name their partners, they name each other. */
function checkBack(link: Link, other: Link, report: Report): void {
  if (other.partners.length === 0 || other.partners.includes(link.id)) return;
  const en = `The link ${other.name} does not name the link ${link.name} in return`;
  report(link.node.element, PAIR, `链接事件 ${other.name} 没有反向指明 ${link.name}`, en);
}

function linksOf(containers: readonly Container[], side: 'throw' | 'catch'): readonly Link[] {
  const type = side === 'throw' ? 'intermediateThrowEvent' : 'intermediateCatchEvent';
  return containers.flatMap((container) =>
    container.nodes
      .filter((node) => node.type === type)
      .flatMap((node) =>
        node.definitions
          .filter((one) => one.local === 'linkEventDefinition')
          .map((definition) => ({
            node,
            definition,
            id: idOf(definition),
            name: attributeOf(definition, 'name')?.trim() ?? '',
            partners: childrenOf(definition, BPMN, side === 'throw' ? 'target' : 'source').map((one) =>
              localName(one.text),
            ),
          })),
      ),
  );
}
