import { type DiagramElement, service, type ServiceHolder } from './editor-services.js';

/** Selects an element and brings it into view, opening the collapsed sub-process it stands in. False when it is not drawn. */
export function goToElement(modeler: ServiceHolder, elementId: string): boolean {
  const canvas = service(modeler, 'canvas');
  const selection = service(modeler, 'selection');
  const element = service(modeler, 'elementRegistry').get(elementId);
  if (!element) return false;
  if (canvas.getRootElements().includes(element)) {
    canvas.setRootElement(element);
    selection.select(null);
    return true;
  }
  const root = canvas.findRoot(element);
  if (root && root !== canvas.getRootElement()) canvas.setRootElement(root);
  selection.select(element);
  const { width, height } = canvas.viewbox().outer;
  const [high, wide] = [Math.min(120, height / 4), Math.min(120, width / 4)];
  canvas.scrollToElement(element, { top: high, bottom: high, left: Math.min(160, width / 3), right: wide });
  return true;
}

/** The element whose properties are shown: the one selected, for a label what it labels, for none the process. */
export function shownElement(modeler: ServiceHolder, selected: readonly DiagramElement[]): DiagramElement | undefined {
  if (selected.length > 1) return undefined;
  const [only] = selected;
  return only === undefined ? service(modeler, 'canvas').getRootElement() : (only.labelTarget ?? only);
}

const MARGIN = 48;
/** Room for the tools at the left edge. */
const TOOLS = 88;
const READABLE = 0.62;

/** Shows the whole diagram; one that would become unreadable begins at its upper left corner instead, unless `whole` is asked for. */
export function fitDiagram(modeler: ServiceHolder, whole: boolean): void {
  const canvas = service(modeler, 'canvas');
  const { inner, outer } = canvas.viewbox();
  if (inner.width === 0 || inner.height === 0 || outer.width === 0) return;
  const room = { width: outer.width - TOOLS - MARGIN, height: outer.height - 2 * MARGIN };
  const fit = Math.min(1, room.width / inner.width, room.height / inner.height);
  const scale = whole ? fit : Math.max(fit, READABLE);
  const isWhole = scale === fit;
  const free = (space: number, taken: number): number => (isWhole ? Math.max(0, (space - taken * scale) / 2) : 0);
  canvas.viewbox({
    x: inner.x - (TOOLS + free(room.width, inner.width)) / scale,
    y: inner.y - (MARGIN + free(room.height, inner.height)) / scale,
    width: outer.width / scale,
    height: outer.height / scale,
  });
}
