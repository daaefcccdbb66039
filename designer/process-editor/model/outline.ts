import { idOf, type ModdleObject, partsOf, textOf } from './moddle-object.js';

/** An element of a process as lists name it. */
export interface OutlineEntry {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly depth: number;
}

/** Flow nodes of a process, those of sub-processes below them, in the order of the file. */
export function outlineOf(definitions: ModdleObject): readonly OutlineEntry[] {
  const entries: OutlineEntry[] = [];
  const visit = (container: ModdleObject, depth: number): void => {
    for (const element of partsOf(container, 'flowElements')) {
      if (!element.$instanceOf('bpmn:FlowNode')) continue;
      entries.push({ id: idOf(element), name: textOf(element, 'name') ?? '', type: element.$type, depth });
      if (element.$instanceOf('bpmn:SubProcess')) visit(element, depth + 1);
    }
  };
  for (const root of partsOf(definitions, 'rootElements')) {
    if (!root.$instanceOf('bpmn:Process')) continue;
    entries.push({ id: idOf(root), name: textOf(root, 'name') ?? '', type: root.$type, depth: 0 });
    visit(root, 1);
  }
  return entries;
}

/** User tasks of the file: whom `notSameUserAs` may name. */
export function userTasksOf(definitions: ModdleObject): readonly OutlineEntry[] {
  return outlineOf(definitions).filter(({ type }) => type === 'bpmn:UserTask' || type === 'bpmn:CallActivity');
}
