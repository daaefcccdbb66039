import type { Problem } from '../model/problem.js';
import type { ImportedFile, ResolveImport } from './bpmn-files.js';
import { bpmnImportsOf, readImports } from './bpmn-files.js';
import type { BpmnFile, BpmnModel, Container } from './bpmn-model.js';
import { elementsById, readModel } from './bpmn-model.js';
import { ACTIVITY_CHECKS } from './check-activities.js';
import { COLLABORATION_CHECKS } from './check-collaboration.js';
import { checkCompensation } from './check-compensation.js';
import type { CheckContext, ElementCheck } from './check-context.js';
import { CORRELATION_CHECKS } from './check-correlation.js';
import { DATA_CHECKS } from './check-data.js';
import { checkEvent } from './check-events.js';
import { checkDefault, checkFlow, checkFlowLists } from './check-flows.js';
import { checkGateway, checkGatewayTargets } from './check-gateways.js';
import { checkIds } from './check-ids.js';
import { checkImports } from './check-imports.js';
import { LANE_CHECKS } from './check-lanes.js';
import { checkLinks } from './check-links.js';
import { checkMultiInstance } from './check-multi-instance.js';
import { checkReference } from './check-references.js';
import { SERVICE_CHECKS } from './check-services.js';
import { checkVocabulary } from './check-vocabulary.js';
import { checkNodeWiring, checkStarts } from './check-wiring.js';
import { decodeXml } from './decode-xml.js';
import { BPMN } from './namespaces.js';
import { errorAt, warningAt } from './problem-maker.js';
import { reportTo, standardRule } from './standard-rule.js';
import type { XmlElement } from './xml-tree.js';
import { readXml } from './xml-tree.js';

/** The judgement on a BPMN file; `model` is there when its vocabulary was accepted. */
export interface Checked {
  readonly problems: readonly Problem[];
  readonly model?: BpmnModel;
}

const CHOREOGRAPHY = standardRule('choreography-in-process', '11.5', '036');
const PROCESS = standardRule('process-in-choreography', '11.3');

/**
 * Judges a BPMN file by the static rules of BPMN 2.0.2, all of it, whether we execute it or not (`compile` judges that), together with the
 * files it imports, which `resolve` gives. Knows no expression language. Bytes are decoded as they declare. Never throws.
 */
export function checkBpmn(xml: string | Uint8Array, resolve: ResolveImport = () => undefined): Checked {
  const decoded = decodeXml(xml);
  if (!decoded.ok) return { problems: [decoded.problem] };
  const read = readXml(decoded.text);
  if (!read.ok) return { problems: read.problems };
  const { root } = read;
  if (root.uri !== BPMN || root.local !== 'definitions') {
    const place = { line: root.line, clause: 'BPMN 2.0.2 8.2.1' };
    const en = 'Not a BPMN 2.0 file: the root element must be definitions';
    return { problems: [errorAt('not-bpmn', place, '不是 BPMN 2.0 文件（根元素应为 definitions）', en)] };
  }
  const main: BpmnFile = { definitions: root, elements: elementsById(root) };
  const imports = readImports(main, resolve);
  const judged = judge(main, imports);
  const others = imports.flatMap(({ location, file }) =>
    file ? judge(file, imports).problems.map((problem) => ({ ...problem, file: location })) : [],
  );
  return { ...judged, problems: [...judged.problems, ...others] };
}

/** True when one of the Problems refuses the file. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}

/** Judges one file; `imports` are all files of the set but the first. */
function judge(file: BpmnFile, imports: readonly ImportedFile[]): Checked {
  const vocabulary = [...checkIds(file.definitions), ...checkVocabulary(file.definitions)];
  if (vocabulary.some(({ severity, rule }) => severity === 'error' && rule !== 'target-namespace')) {
    return { problems: vocabulary };
  }
  const wanted = new Set(bpmnImportsOf(file));
  const mine = imports.filter(({ location }) => wanted.has(location));
  const model = readModel(
    file,
    mine.flatMap((one) => one.file ?? []),
  );
  const problems: Problem[] = [];
  const context: CheckContext = { model, report: reportTo(problems), warn: reportTo(problems, warningAt) };
  checkImports(file, mine, context.report);
  checkElements(file.definitions, context);
  checkGraph(context);
  return { problems: [...vocabulary, ...problems], model };
}

const BY_ELEMENT: ReadonlyMap<string, readonly ElementCheck[]> = tableOf([
  ACTIVITY_CHECKS,
  { multiInstanceLoopCharacteristics: checkMultiInstance },
  DATA_CHECKS,
  SERVICE_CHECKS,
  COLLABORATION_CHECKS,
  LANE_CHECKS,
  CORRELATION_CHECKS,
]);

function tableOf(
  parts: readonly Readonly<Record<string, ElementCheck>>[],
): ReadonlyMap<string, readonly ElementCheck[]> {
  const table = new Map<string, ElementCheck[]>();
  for (const part of parts) {
    for (const [local, check] of Object.entries(part)) table.set(local, [...(table.get(local) ?? []), check]);
  }
  return table;
}

function checkElements(element: XmlElement, context: CheckContext): void {
  checkReference(element, context);
  for (const check of BY_ELEMENT.get(element.local) ?? []) check(element, context);
  for (const child of element.children) if (child.uri === BPMN) checkElements(child, context);
}

/** The rules about nodes, flows and containers with their wiring. */
function checkGraph(context: CheckContext): void {
  const { model, report } = context;
  const inner = [...model.nodes.values()].flatMap((node) => node.inner ?? []);
  const containers: readonly Container[] = [...model.processes, ...model.choreographies, ...inner];
  for (const container of containers) {
    checkStarts(container, context);
    for (const flow of container.flows) checkFlow(flow, context);
  }
  for (const node of model.nodes.values()) {
    checkPlace(node.type, node.container, node.element, context);
    checkNodeWiring(node, context);
    checkFlowLists(node, context);
    checkDefault(node, context);
    checkGateway(node, context);
    checkEvent(node, context);
    if (node.type === 'eventBasedGateway') checkGatewayTargets(node, (id) => model.nodes.get(id), report);
  }
  checkLinks(containers, context);
  checkCompensation(context);
}

function checkPlace(type: string, container: Container, element: XmlElement, { report }: CheckContext): void {
  const choreography = type.toLowerCase().includes('choreography');
  if (choreography && container.kind !== 'choreography') {
    report(element, CHOREOGRAPHY, '编排活动不能放在流程中', 'A choreography activity may not stand in a process');
  } else if (!choreography && container.kind === 'choreography' && !/(Event|Gateway)$/.test(type)) {
    report(element, PROCESS, '编排中只能有编排活动、事件和网关', 'A choreography holds no activities of a process');
  }
}
