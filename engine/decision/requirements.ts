import { errorAt } from '../compile/problem-maker.js';
import type { Problem } from '../model/problem.js';
import type { DmnNode } from './dmn-node.js';
import { child, children, idOf, text } from './dmn-node.js';

/**
 * Ids of the decisions a decision requires, in document order (DMN 1.5, 6.3.8). Requirements that point nowhere, at another kind of
 * element or into another file, and requirements of knowledge models, are noted as Problems.
 */
export function requiredIds(decision: DmnNode, definitions: DmnNode, problems: Problem[]): readonly string[] {
  const around = idOf(decision, '');
  const types = new Map(children(definitions, 'drgElement').map((node) => [text(node, 'id'), node.$type]));
  for (const requirement of children(decision, 'knowledgeRequirement')) {
    const place = { elementId: idOf(requirement, around) };
    problems.push(
      errorAt('unsupported-element', place, '不支持：knowledgeRequirement', 'Not supported: knowledgeRequirement'),
    );
  }
  return children(decision, 'informationRequirement').flatMap((requirement) => {
    const [required, input] = [child(requirement, 'requiredDecision'), child(requirement, 'requiredInput')];
    const href = text(required ?? input, 'href') ?? '';
    const id = href.startsWith('#') ? href.slice(1) : undefined;
    if (id !== undefined && types.get(id) === (required ? 'dmn:Decision' : 'dmn:InputData'))
      return required ? [id] : [];
    const place = { elementId: idOf(requirement, around), clause: 'DMN 1.5 6.3.8' };
    problems.push(errorAt('dangling-reference', place, `引用不存在：${href}`, `The reference points nowhere: ${href}`));
    return [];
  });
}

/** A circle among requirements, as the ids along it with the first one repeated; undefined when there is none. Linear. */
export function findCycle(requires: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (id: string): readonly string[] | undefined => {
    if (done.has(id)) return undefined;
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    path.push(id);
    for (const next of requires.get(id) ?? []) {
      const cycle = visit(next);
      if (cycle) return cycle;
    }
    path.pop();
    done.add(id);
    return undefined;
  };
  for (const id of requires.keys()) {
    const cycle = visit(id);
    if (cycle) return cycle;
  }
  return undefined;
}
