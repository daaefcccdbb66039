import { LATEST_BEHAVIOUR } from '../core/behaviour-flags.js';
import type { ElementPlan, EventPlan, FlowPlan, ProcessPlan } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import type { ResolveImport } from './bpmn-files.js';
import type { BpmnModel, Container, FlowNode } from './bpmn-model.js';
import { flagOf } from './bpmn-model.js';
import { checkBpmn, hasErrors } from './check.js';
import { checkExecutable } from './check-executable.js';
import { checkNeededIds } from './check-ids.js';
import { checkLimitKeys } from './check-limit-keys.js';
import { checkSoundness } from './check-soundness.js';
import { checkSupport } from './check-support.js';
import { BPMN, YIZHAN } from './namespaces.js';
import { errorAt, limited, warningAt } from './problem-maker.js';
import { tolerated } from './tolerated-rules.js';
import { readCorrelation } from './read-correlation.js';
import { readElement, readProcessData } from './read-elements.js';
import { readFormAccess } from './read-forms.js';
import { checkListeners, readListeners } from './read-listeners.js';
import { readLimits } from './read-limits.js';
import { readOperations } from './read-operations.js';
import type { Reader } from './reader.js';
import { feelOf } from './reader.js';
import { attributeOf, childOf } from './xml-tree.js';

/** The plans of a BPMN file, or why it is refused; `problems` then holds warnings as well. */
export type CompileResult =
  | { readonly ok: true; readonly plans: readonly ProcessPlan[]; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Compiles every executable process of a BPMN file to a plan: first `checkBpmn`, then the extension elements of the dialect,
 * every FEEL source parsed once, then the proof that it always ends, whose findings are warnings. `resolve` gives the
 * files that it imports; their processes are not compiled here. Texts are the names of the file in both languages; `compilePackage`
 * adds English ones.
 */
export function compileBpmn(xml: string | Uint8Array, resolve?: ResolveImport): Promise<CompileResult> {
  const { result, model } = compilePlans(xml, resolve);
  if (!result.ok || !model) return Promise.resolve(result);
  const proof = result.plans.flatMap((plan) => checkSoundness(plan, model));
  return Promise.resolve({ ...result, warnings: limited([...result.warnings, ...proof]) });
}

/** `compileBpmn` without the proof that every process always ends. */
export function compilePlans(
  xml: string | Uint8Array,
  resolve?: ResolveImport,
): { readonly result: CompileResult; readonly model?: BpmnModel } {
  const checked = checkBpmn(xml, resolve);
  const found = tolerated(checked.problems);
  const { model } = checked;
  if (!model || hasErrors(found)) {
    return { result: { ok: false, problems: limited([...found, ...(model ? executability(model) : [])]) } };
  }
  const problems: Problem[] = [...found];
  const executable = model.processes.filter((process) => flagOf(process.element, 'isExecutable', false));
  for (const process of model.processes) {
    if (executable.includes(process)) continue;
    const place = { elementId: process.id, line: process.element.line, clause: 'BPMN 2.0.2 10.2' };
    problems.push(
      warningAt(
        'not-executable',
        place,
        '此流程未标记 isExecutable，不会执行',
        'This process is not marked isExecutable and is not run',
      ),
    );
  }
  if (executable.length === 0) {
    const place = { line: model.definitions.line, clause: 'BPMN 2.0.2 10.2' };
    problems.push(
      errorAt('nothing-executable', place, '文件中没有可执行的流程', 'The file holds no executable process'),
    );
  }
  problems.push(...executability(model));
  const reader: Reader = { model, problems };
  const plans = executable.map((process) => compileProcess(reader, process));
  for (const plan of plans) {
    problems.push(...checkLimitKeys(plan));
    checkListeners(reader, plan);
  }
  if (hasErrors(problems)) return { result: { ok: false, problems: limited(problems) } };
  return { result: { ok: true, plans, warnings: limited(problems) }, model };
}

/** What `check` allows and the engine cannot run. */
function executability(model: BpmnModel): readonly Problem[] {
  return [...checkNeededIds(model.definitions), ...checkSupport(model), ...checkExecutable(model)];
}

function compileProcess(reader: Reader, process: Container): ProcessPlan {
  const nodes = nodesOf(process);
  const elements = nodes.flatMap((node): [string, ElementPlan][] => {
    const element = readElement(reader, node);
    return element ? [[node.id, element]] : [];
  });
  const flows = [process, ...nodes.flatMap((node) => node.inner ?? [])].flatMap((container) =>
    container.flows.map(({ id, sourceId, targetId, element }): [string, FlowPlan] => {
      const condition = childOf(element, BPMN, 'conditionExpression')?.text;
      const when = condition === undefined ? {} : { condition: feelOf(reader, id, 'condition', condition) };
      return [id, { id, sourceId, targetId, ...when }];
    }),
  );
  const name = attributeOf(process.element, 'name')?.trim() || process.id;
  const correlation = readCorrelation(reader, process.element);
  return {
    format: 1,
    processId: process.id,
    name: { zh: name, en: name },
    elements: Object.fromEntries(elements),
    flows: Object.fromEntries(flows),
    messageNames: messageNamesOf(elements.map(([, element]) => element)),
    limits: readLimits(reader, process.id, process.element),
    forms: readFormAccess(reader, process.id, process.element),
    ...readProcessData(reader, process.element),
    ...readListeners(reader, process.id, process.element),
    ...readOperations(reader, process.id, process.element),
    ...(correlation ? { correlation } : {}),
    ...(attributeOf(process.element, 'suspendStopsClock', YIZHAN) === 'true' ? { suspendStopsClock: true } : {}),
    behaviour: LATEST_BEHAVIOUR,
  };
}

function nodesOf(container: Container): readonly FlowNode[] {
  return container.nodes.flatMap((node) => [node, ...(node.inner ? nodesOf(node.inner) : [])]);
}

/** Events that the behaviour of a multi-instance throws. */
function loopEventsOf({ loop }: ElementPlan): readonly EventPlan[] {
  if (loop?.behaviour === undefined) return [];
  return 'event' in loop.behaviour ? [loop.behaviour.event] : loop.behaviour.definitions.map(({ event }) => event);
}

function messageNamesOf(elements: readonly ElementPlan[]): readonly string[] {
  const names = elements.flatMap((element) => {
    const event = 'event' in element ? element.event : undefined;
    const events = event?.kind === 'multiple' ? event.events : [event];
    const named = [...events, ...loopEventsOf(element)].flatMap((one) =>
      one?.kind === 'message' ? [one.message.name] : [],
    );
    return 'message' in element && element.message ? [element.message.name, ...named] : named;
  });
  return [...new Set(names)].sort();
}
