import type { Problem } from '../model/problem.js';
import type { BpmnModel } from './bpmn-model.js';
import { readModel } from './bpmn-model.js';
import { checkCompensation } from './check-compensation.js';
import { checkEvents } from './check-events.js';
import { checkFlows } from './check-flows.js';
import { checkGateways } from './check-gateways.js';
import { checkIds } from './check-ids.js';
import { checkVocabulary } from './check-vocabulary.js';
import { checkWiring } from './check-wiring.js';
import { BPMN } from './namespaces.js';
import { errorAt } from './problem-maker.js';
import { readXml } from './xml-tree.js';

/** The judgement on a BPMN file; `model` is there when its vocabulary was accepted. */
export interface Checked {
  readonly problems: readonly Problem[];
  readonly model?: BpmnModel;
}

/**
 * Judges a BPMN file by the static rules of BPMN 2.0.2, all of it, whether we execute it or not (`compile` judges that). Knows no
 * expression language. Never throws.
 */
export function checkBpmn(xml: string): Checked {
  const read = readXml(xml);
  if (!read.ok) return { problems: read.problems };
  const { root } = read;
  if (root.uri !== BPMN || root.local !== 'definitions') {
    const place = { line: root.line, clause: 'BPMN 2.0.2 8.2.1' };
    return {
      problems: [
        errorAt(
          'not-bpmn',
          place,
          '不是 BPMN 2.0 文件（根元素应为 definitions）',
          'Not a BPMN 2.0 file: the root element must be definitions',
        ),
      ],
    };
  }
  const vocabulary = [...checkIds(root), ...checkVocabulary(root)];
  if (hasErrors(vocabulary)) return { problems: vocabulary };
  const model = readModel(root);
  const rules = [checkFlows, checkWiring, checkGateways, checkEvents, checkCompensation];
  const problems = [...vocabulary, ...rules.flatMap((rule) => rule(model))];
  return { problems, model };
}

/** True when one of the Problems refuses the file. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}
