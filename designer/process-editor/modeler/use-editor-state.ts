import { useEffect, useState } from 'react';
import { service, type DiagramElement } from './editor-services.js';
import type { OpenModeler } from './use-modeler.js';

/** What the frame of the editor shows of the modeler; a new value after every step and selection. */
export interface EditorState {
  /** Counts steps and selections, so that everything derived from the model is read anew. */
  readonly version: number;
  readonly selected: readonly DiagramElement[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** How many steps stand behind this one. */
  readonly step: number;
}

const EVENTS = ['commandStack.changed', 'selection.changed', 'root.set'] as const;
const NOTHING: EditorState = { version: 0, selected: [], canUndo: false, canRedo: false, step: 0 };

/** Follows the modeler: selection, undo, and every change of the model. */
export function useEditorState(open: OpenModeler | undefined): EditorState {
  const [state, setState] = useState<EditorState>(NOTHING);
  useEffect(() => {
    if (!open) return;
    const { modeler } = open;
    const bus = service(modeler, 'eventBus');
    const stack = service(modeler, 'commandStack');
    const selection = service(modeler, 'selection');
    const read = (): void =>
      setState(({ version }) => ({
        version: version + 1,
        selected: [...selection.get()],
        canUndo: stack.canUndo(),
        canRedo: stack.canRedo(),
        step: new Set(stack._stack.slice(0, stack._stackIdx + 1).map(({ id }) => id)).size,
      }));
    read();
    bus.on(EVENTS, read);
    return () => bus.off(EVENTS, read);
  }, [open]);
  return state;
}
