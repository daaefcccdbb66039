import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { AimOutlined, MinusOutlined, PlusOutlined } from '@ant-design/icons';
import { Icon } from '../parts/icon.js';
import { Button } from 'antd';
import { Failure } from '../parts/failure.js';
import { useTexts } from '../texts/use-texts.js';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';

interface Canvas {
  zoom(step?: number | 'fit-viewport', center?: 'auto'): number;
  addMarker(elementId: string, marker: string): void;
  removeMarker(elementId: string, marker: string): void;
  resized(): void;
  viewbox(): { readonly outer: { readonly width: number; readonly height: number } };
  viewbox(box: { x: number; y: number; width: number; height: number }): void;
}
interface Shape {
  readonly id: string;
  readonly type: string;
  readonly collapsed?: boolean;
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly businessObject?: { name?: string };
}
interface Registry {
  get(elementId: string): Shape | undefined;
  getAll(): readonly Shape[];
}
interface ZoomScroll {
  stepZoom(step: number): void;
}
interface EventBus {
  on(event: string, listener: (event: { readonly element: { readonly id: string } }) => void): void;
}
interface GraphicsFactory {
  update(type: string, element: unknown, graphics: unknown): void;
}

/** What is marked on a diagram: element ids by what they are. */
export interface DiagramMarks {
  readonly active: readonly string[];
  readonly completed: readonly string[];
  readonly incidents: readonly string[];
}

const MARKERS = { active: 'yz-active', completed: 'yz-done', incidents: 'yz-incident' } as const;
const LARGEST_FIT = 1;
const MARGIN = 0.96;
/** Below this scale names cannot be read. */
const READABLE = 0.7;

/**
 * A process diagram for reading: what is active, done or stopped is marked; dragging, the wheel and buttons move and zoom it. The
 * bpmn.io mark stays at the bottom right, nothing is laid over it (licence of bpmn-js).
 */
export function DiagramCanvas(props: {
  readonly xml: string;
  readonly marks: DiagramMarks;
  readonly names: ReadonlyMap<string, string>;
  readonly label: string;
  readonly onOpen: (elementId: string) => void;
}): ReactNode {
  const { t } = useTexts();
  const { xml, marks, names } = props;
  const place = useRef<HTMLDivElement>(null);
  const viewer = useRef<NavigatedViewer | null>(null);
  const [loaded, setLoaded] = useState<NavigatedViewer | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const open = useRef(props.onOpen);
  const start = useRef(marks.active);
  useEffect(() => {
    open.current = props.onOpen;
  });

  useEffect(() => {
    if (place.current === null) return;
    let dead = false;
    const made = new NavigatedViewer({ container: place.current });
    viewer.current = made;
    made.get<EventBus>('eventBus').on('element.dblclick', ({ element }) => open.current(element.id));
    made
      .importXML(xml)
      .then(() => {
        if (dead) return;
        rename(made, names);
        fit(made);
        showActive(made, start.current);
        setFailure(null);
        setLoaded(made);
      })
      .catch((error: unknown) => {
        if (!dead) setFailure(error);
      });
    const watch = new ResizeObserver(() => {
      if (!dead) made.get<Canvas>('canvas').resized();
    });
    watch.observe(place.current);
    return () => {
      dead = true;
      watch.disconnect();
      made.destroy();
      viewer.current = null;
      setLoaded(null);
    };
  }, [xml, names]);

  useEffect(() => {
    if (loaded === null) return;
    const canvas = loaded.get<Canvas>('canvas');
    const registry = loaded.get<Registry>('elementRegistry');
    const set = (Object.keys(MARKERS) as (keyof typeof MARKERS)[]).flatMap((kind) =>
      marks[kind]
        .filter((id) => registry.get(id) !== undefined)
        .map((id) => [id, isOpenFrame(registry.get(id)) ? `${MARKERS[kind]}-frame` : MARKERS[kind]] as const),
    );
    for (const [id, marker] of set) canvas.addMarker(id, marker);
    return () => {
      if (viewer.current !== loaded) return;
      for (const [id, marker] of set) canvas.removeMarker(id, marker);
    };
  }, [loaded, marks]);

  const zoom = (step: number): void => loaded?.get<ZoomScroll>('zoomScroll').stepZoom(step);
  return (
    <div className="yz-diagram-frame">
      <div className="yz-diagram-tools" role="group" aria-label={t('diagram.tools')}>
        <Button size="small" icon={<Icon of={PlusOutlined} />} aria-label={t('diagram.in')} onClick={() => zoom(1)} />
        <Button
          size="small"
          icon={<Icon of={MinusOutlined} />}
          aria-label={t('diagram.out')}
          onClick={() => zoom(-1)}
        />
        <Button
          size="small"
          icon={<Icon of={AimOutlined} />}
          aria-label={t('diagram.fit')}
          onClick={() => loaded !== null && fit(loaded)}
        />
      </div>
      {failure !== null && <Failure error={failure} />}
      <div className="yz-diagram" ref={place} role="group" aria-label={props.label} />
    </div>
  );
}

/** Shows the whole process, but never larger than drawn. */
function fit(viewer: NavigatedViewer): void {
  const canvas = viewer.get<Canvas>('canvas');
  canvas.resized();
  canvas.zoom(Math.min(LARGEST_FIT, canvas.zoom('fit-viewport', 'auto') * MARGIN), 'auto');
}

/** A drawn-open sub-process: a frame around other steps, not a step by itself. */
function isOpenFrame(shape: Shape | undefined): boolean {
  return shape?.type === 'bpmn:SubProcess' && shape.collapsed !== true;
}

/** Where a process is too large to be read as a whole, begins at the step that is active. */
function showActive(viewer: NavigatedViewer, active: readonly string[]): void {
  const canvas = viewer.get<Canvas>('canvas');
  const registry = viewer.get<Registry>('elementRegistry');
  const step = active.map((id) => registry.get(id)).find((shape) => shape !== undefined && !isOpenFrame(shape));
  if (step === undefined || canvas.zoom() >= READABLE) return;
  const { outer } = canvas.viewbox();
  const [width, height] = [outer.width / READABLE, outer.height / READABLE];
  const middle = { x: (step.x ?? 0) + (step.width ?? 0) / 2, y: (step.y ?? 0) + (step.height ?? 0) / 2 };
  canvas.viewbox({ x: middle.x - width / 2, y: middle.y - height / 2, width, height });
}

/** Puts names in another language on the shapes; the model itself is not kept. */
function rename(viewer: NavigatedViewer, names: ReadonlyMap<string, string>): void {
  if (names.size === 0) return;
  const registry = viewer.get<Registry & { getGraphics(element: unknown): unknown }>('elementRegistry');
  const factory = viewer.get<GraphicsFactory>('graphicsFactory');
  for (const element of registry.getAll()) {
    const name = names.get(element.id.replace(/_label$/, ''));
    if (name === undefined || element.businessObject === undefined) continue;
    element.businessObject.name = name;
    const kind = element.type === 'bpmn:SequenceFlow' && !element.id.endsWith('_label') ? 'connection' : 'shape';
    factory.update(kind, element, registry.getGraphics(element));
  }
}
