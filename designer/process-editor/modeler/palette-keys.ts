import type { DiagramElement, EditorServices, EventBus } from './editor-services.js';

interface PaletteService {
  _needsCollapse(availableHeight: number, entries: Readonly<Record<string, unknown>>): boolean;
}

/** Height of an entry and of what surrounds them all, px; `.djs-palette` in process-editor.css. */
const ENTRY = 38;
const AROUND = 60;

const TYPES: Readonly<Record<string, { readonly type: string; readonly isExpanded?: boolean }>> = {
  'create.start-event': { type: 'bpmn:StartEvent' },
  'create.intermediate-event': { type: 'bpmn:IntermediateThrowEvent' },
  'create.end-event': { type: 'bpmn:EndEvent' },
  'create.exclusive-gateway': { type: 'bpmn:ExclusiveGateway' },
  'create.user-task': { type: 'bpmn:UserTask' },
  'create.service-task': { type: 'bpmn:ServiceTask' },
  'create.call-activity': { type: 'bpmn:CallActivity' },
  'create.subprocess-expanded': { type: 'bpmn:SubProcess', isExpanded: true },
};

/**
 * Makes the palette reachable by keyboard: entries can be focused, arrow keys move between them, and Enter puts the element behind the
 * selected one, or into the middle of the canvas when nothing that can be followed is selected.
 */
function paletteKeys(
  eventBus: EventBus,
  palette: PaletteService,
  selection: EditorServices['selection'],
  canvas: EditorServices['canvas'],
  modeling: EditorServices['modeling'],
  elementFactory: { createShape(attributes: object): DiagramElement },
  autoPlace: { append(source: DiagramElement, shape: DiagramElement): DiagramElement },
): void {
  const insert = (attributes: object): void => {
    const shape = elementFactory.createShape(attributes);
    const [selected] = selection.get();
    const source = selected !== undefined && isFollowed(selected) ? selected : undefined;
    if (source && shape.type !== 'bpmn:StartEvent') selection.select(autoPlace.append(source, shape));
    else {
      const { x, y, width, height } = canvas.viewbox();
      selection.select(modeling.createShape(shape, { x: x + width / 2, y: y + height / 2 }, canvas.getRootElement()));
    }
    canvas.focus();
  };

  const makeReachable = (container: HTMLElement): void => {
    const entries = [...container.querySelectorAll<HTMLElement>('.entry[role=button]')];
    entries.forEach((entry, index) => {
      entry.tabIndex = index === 0 ? 0 : -1;
    });
  };

  const onKey = (event: KeyboardEvent): void => {
    const entry = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('.entry') : null;
    const container = entry?.closest<HTMLElement>('.djs-palette');
    if (!entry || !container) return;
    const entries = [...container.querySelectorAll<HTMLElement>('.entry[role=button]')];
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step !== undefined) {
      const next = entries.at((entries.indexOf(entry) + step) % entries.length);
      entry.tabIndex = -1;
      if (next) next.tabIndex = 0;
      next?.focus();
      event.preventDefault();
    } else if (event.key === 'Enter' || event.key === ' ') {
      const attributes = TYPES[entry.dataset['action'] ?? ''];
      event.preventDefault();
      if (attributes) insert(attributes);
      else entry.click();
    }
  };

  eventBus.on('palette.create', ({ container }: { container: HTMLElement }) => {
    container.addEventListener('keydown', onKey);
    // Entries are drawn anew whenever a provider is added.
    eventBus.on('palette.changed', () => makeReachable(container));
  });
  palette._needsCollapse = (height, entries) => height < Object.keys(entries).length * ENTRY + AROUND;
}
paletteKeys.$inject = ['eventBus', 'palette', 'selection', 'canvas', 'modeling', 'elementFactory', 'autoPlace'];

/** The module of bpmn-js for the keyboard in the palette. */
export const PALETTE_KEYS = {
  __init__: ['paletteKeys'],
  paletteKeys: ['type', paletteKeys],
};

/** True for what a sequence flow may leave. */
function isFollowed({ businessObject: object }: DiagramElement): boolean {
  if (!object.$instanceOf('bpmn:FlowNode') || object.$instanceOf('bpmn:EndEvent')) return false;
  return object.get('isForCompensation') !== true && object.get('triggeredByEvent') !== true;
}
