import { startOfElement } from '../model/new-element.js';
import type { DiagramElement, EditorServices, EventBus } from './editor-services.js';

/** Gives newly drawn and changed elements what the dialect needs, inside the same step of undo. */
function newElements(
  eventBus: EventBus,
  modeling: EditorServices['modeling'],
  bpmnFactory: EditorServices['bpmnFactory'],
): void {
  eventBus.on('commandStack.shape.create.postExecuted', 250, ({ context }: { context: { shape: DiagramElement } }) => {
    const { shape } = context;
    if (shape.labelTarget) return;
    const edit = startOfElement(bpmnFactory.create.bind(bpmnFactory), shape.businessObject);
    if (!edit) return;
    if (edit.target === shape.businessObject) modeling.updateProperties(shape, edit.properties);
    else modeling.updateModdleProperties(shape, edit.target, edit.properties);
  });
}
newElements.$inject = ['eventBus', 'modeling', 'bpmnFactory'];

/** The module of bpmn-js that completes new elements. */
export const NEW_ELEMENTS = {
  __init__: ['newElements'],
  newElements: ['type', newElements],
};
