import type { Create, ModdleObject } from '../model/moddle-object.js';

/** A shape, connection or root of the canvas. */
export interface DiagramElement {
  readonly id: string;
  readonly type: string;
  readonly businessObject: ModdleObject;
  readonly parent?: DiagramElement;
  readonly labelTarget?: DiagramElement;
  readonly width?: number;
  readonly height?: number;
  readonly x?: number;
  readonly y?: number;
}

/** The part of the command stack that is used here. */
export interface CommandStack {
  execute(command: string, context: object): void;
  registerHandler(command: string, handler: new (...services: never[]) => object): void;
  undo(): void;
  redo(): void;
  canUndo(): boolean;
  canRedo(): boolean;
  /** Commands carried out and, above `_stackIdx`, undone; the commands of one step share an id. */
  readonly _stack: readonly { readonly id: number }[];
  readonly _stackIdx: number;
}

/** The part of the event bus that is used here. */
export interface EventBus {
  on(events: string | readonly string[], listener: (event: never) => unknown): void;
  on(events: string | readonly string[], priority: number, listener: (event: never) => unknown): void;
  off(events: string | readonly string[], listener: (event: never) => unknown): void;
  fire(event: string, payload?: object): unknown;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The services of bpmn-js that the editor uses, as far as it uses them. */
export interface EditorServices {
  readonly modeling: {
    updateProperties(element: DiagramElement, properties: Readonly<Record<string, unknown>>): void;
    updateModdleProperties(
      element: DiagramElement,
      target: ModdleObject,
      properties: Readonly<Record<string, unknown>>,
    ): void;
    createShape(shape: object, position: { x: number; y: number }, parent: DiagramElement): DiagramElement;
  };
  readonly commandStack: CommandStack;
  readonly eventBus: EventBus;
  readonly bpmnFactory: { create: Create };
  readonly selection: { get(): readonly DiagramElement[]; select(element: DiagramElement | null): void };
  readonly elementRegistry: {
    get(id: string): DiagramElement | undefined;
    filter(test: (element: DiagramElement) => boolean): readonly DiagramElement[];
  };
  readonly canvas: {
    getRootElement(): DiagramElement;
    getRootElements(): readonly DiagramElement[];
    findRoot(element: DiagramElement): DiagramElement | undefined;
    setRootElement(root: DiagramElement): void;
    scrollToElement(element: DiagramElement, padding?: number | object): void;
    zoom(level?: number): number;
    viewbox(
      box?: Box,
    ): Box & { readonly scale: number; readonly inner: Box; readonly outer: { width: number; height: number } };
    addMarker(element: DiagramElement | string, marker: string): void;
    removeMarker(element: DiagramElement | string, marker: string): void;
    getContainer(): HTMLElement;
    focus(): void;
  };
  readonly searchPad: { toggle(): void };
}

/** Anything that holds services: a modeler, or the injector inside it. */
export interface ServiceHolder {
  get<T>(name: string): T;
}

/** One service by its name. */
export function service<K extends keyof EditorServices>(holder: ServiceHolder, name: K): EditorServices[K] {
  return holder.get<EditorServices[K]>(name);
}
