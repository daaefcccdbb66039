import type { Edit } from '../model/moddle-object.js';
import type { CommandStack, DiagramElement, EditorServices } from './editor-services.js';
import type { EnglishNames } from './english-names.js';

/** What `yizhan.edits` carries out. */
export interface EditsContext {
  readonly element: DiagramElement;
  readonly edits: readonly Edit[];
}

/** Several edits as one step: each is a command of bpmn-js inside this one, so undo takes all of them back. */
class EditsHandler {
  static readonly $inject = ['modeling'];
  readonly #modeling: EditorServices['modeling'];

  constructor(modeling: EditorServices['modeling']) {
    this.#modeling = modeling;
  }

  preExecute({ element, edits }: EditsContext): void {
    for (const { target, properties } of edits) {
      if (target === element.businessObject) this.#modeling.updateProperties(element, properties);
      else this.#modeling.updateModdleProperties(element, target, properties);
    }
  }

  execute({ element }: EditsContext): readonly DiagramElement[] {
    return [element];
  }

  revert({ element }: EditsContext): readonly DiagramElement[] {
    return [element];
  }
}

/** What `yizhan.english` carries out; `text` undefined removes the name. */
export interface EnglishContext {
  readonly element: DiagramElement;
  readonly id: string;
  readonly text: string | undefined;
  before?: string | undefined;
}

/** The English name of an element lives in another file, and still is one step of the same undo. */
class EnglishHandler {
  static readonly $inject = ['englishNames'];
  readonly #names: EnglishNames;

  constructor(englishNames: EnglishNames) {
    this.#names = englishNames;
  }

  execute(context: EnglishContext): readonly DiagramElement[] {
    context.before = this.#names.get(context.id);
    this.#names.set(context.id, context.text);
    return [context.element];
  }

  revert(context: EnglishContext): readonly DiagramElement[] {
    this.#names.set(context.id, context.before);
    return [context.element];
  }
}

function registerCommands(commandStack: CommandStack): void {
  commandStack.registerHandler('yizhan.edits', EditsHandler);
  commandStack.registerHandler('yizhan.english', EnglishHandler);
}
registerCommands.$inject = ['commandStack'];

/** The module of bpmn-js that knows both commands. */
export const EDIT_COMMANDS = {
  __init__: ['yizhanCommands'],
  yizhanCommands: ['type', registerCommands],
};
