import { UpOutlined } from '@ant-design/icons';
import { Alert, Spin } from 'antd';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import type { Problem } from '../../engine/index.js';
import type { Lang } from '../form-view/types.js';
import { EditorToolbar } from './editor-toolbar.js';
import { idOf, type ModdleObject, textOf } from './model/moddle-object.js';
import { type OutlineEntry, outlineOf } from './model/outline.js';
import { type DiagramElement, service } from './modeler/editor-services.js';
import { fitDiagram, goToElement, shownElement } from './modeler/go-to-element.js';
import { useEditorState } from './modeler/use-editor-state.js';
import { type OpenModeler, useModeler } from './modeler/use-modeler.js';
import { type EditedProcess, useSavedXml } from './modeler/use-saved-xml.js';
import { PropertiesPanel } from './panel/properties-panel.js';
import { ProblemsPanel } from './problems/problems-panel.js';
import { useProblemMarkers } from './problems/problem-markers.js';
import { checkAlone, type CheckProcess, useProblems } from './problems/use-problems.js';
import type { PackageResources } from './resources.js';
import { teller } from './texts/tell.js';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import './process-editor.css';

/** What a process editor is opened with. To open another file, give another React `key`. */
export interface ProcessEditorProps {
  readonly xml: string;
  /** English names by element id. */
  readonly english: Readonly<Record<string, string>>;
  readonly resources: PackageResources;
  readonly lang: Lang;
  /** The file after every step of editing, a moment later. */
  readonly onChange: (process: EditedProcess) => void;
  /** Finds problems of the text; without it the file alone is compiled. Its problems may name other files. */
  readonly check?: CheckProcess | undefined;
  /** The path of this file in problems. */
  readonly file?: string;
  /** Leads to a problem of another file. */
  readonly onGoElsewhere?: ((problem: Problem) => void) | undefined;
  /** Selects this element as soon as the file is open, and whenever `turn` changes. */
  readonly goTo?: { readonly elementId: string; readonly turn: number } | undefined;
}

/** Where the parts of the editor lie one below the other (process-editor.css): the panel is a sheet there, closed until it is asked for. */
const NARROW = '(max-width: 760px)';

/** Edits one BPMN file: canvas, properties, problems. Every change, in the canvas or the panel, is one step of the same undo. */
export function ProcessEditor(props: ProcessEditorProps): ReactNode {
  const { lang, goTo } = props;
  const t = teller(lang);
  const [isPanelOpen, setIsPanelOpen] = useState(() => !window.matchMedia(NARROW).matches);
  const { container, open, failure } = useModeler(props);
  const state = useEditorState(open);
  const xml = useSavedXml(open, props.xml, props.onChange);
  const report = useProblems(xml, props.check ?? checkAlone);
  const modeler = open?.modeler;
  useProblemMarkers(modeler, report.problems);

  const go = useCallback(
    (elementId: string) => {
      if (modeler) goToElement(modeler, elementId);
    },
    [modeler],
  );
  useEffect(() => {
    if (modeler) fitDiagram(modeler, false);
  }, [modeler]);
  useEffect(() => {
    if (goTo !== undefined) go(goTo.elementId);
  }, [go, goTo]);

  const outline = useMemo(
    () =>
      open && state.version > 0
        ? outlineOf(open.modeler.getDefinitions() as ModdleObject).map(inLanguage(lang, open))
        : [],
    [open, lang, state.version],
  );
  const names = useMemo(() => new Map(outline.map(({ id, name }) => [id, name])), [outline]);
  const isHere = ({ file }: Problem): boolean => file === undefined || file === props.file;
  const here = report.problems.map((problem) => (isHere(problem) ? withoutFile(problem) : problem));
  const nameOf = (problem: Problem): string | undefined => {
    if (!isHere(problem)) return undefined;
    const { elementId } = problem;
    if (elementId === undefined) return t('problems.file');
    const drawn = modeler && service(modeler, 'elementRegistry').get(elementId);
    return names.get(elementId) ?? textOf(drawn?.businessObject, 'name');
  };
  const shown = modeler && shownElement(modeler, state.selected);
  const nameOfShown = ({ businessObject }: DiagramElement): string =>
    names.get(idOf(businessObject)) || textOf(businessObject, 'name') || idOf(businessObject);
  const openPanel = (): void => {
    setIsPanelOpen(true);
    // The sheet takes room from the canvas: what it is about stays in view.
    if (state.selected.length === 1 && shown) requestAnimationFrame(() => go(shown.id));
  };
  const goToProblem = (problem: Problem): void => {
    if (!isHere(problem)) props.onGoElsewhere?.(problem);
    else if (problem.elementId !== undefined) go(problem.elementId);
  };
  const zoom = (how: 'in' | 'out' | 'fit'): void => {
    if (!modeler) return;
    const canvas = service(modeler, 'canvas');
    if (how === 'fit') fitDiagram(modeler, true);
    else canvas.zoom(Math.min(4, Math.max(0.2, canvas.zoom() * (how === 'in' ? 1.2 : 1 / 1.2))));
  };

  return (
    <section className="pe" aria-label={t('editor.label')} data-panel={isPanelOpen || undefined}>
      <EditorToolbar
        lang={lang}
        state={state}
        outline={outline}
        isPanelOpen={isPanelOpen}
        onUndo={() => modeler && service(modeler, 'commandStack').undo()}
        onRedo={() => modeler && service(modeler, 'commandStack').redo()}
        onZoom={zoom}
        onFind={go}
        onTogglePanel={() => setIsPanelOpen(!isPanelOpen)}
      />
      <div className="pe-middle">
        <div className="pe-canvas-column">
          <div className="pe-canvas" ref={container} role="group" aria-label={t('editor.canvas')} />
          {!open && failure === undefined && (
            <div className="pe-opening" role="status">
              <Spin /> <span>{t('editor.opening')}</span>
            </div>
          )}
          {failure !== undefined && (
            <Alert
              className="pe-failure"
              type="error"
              showIcon
              role="alert"
              title={t('editor.failed')}
              description={failure}
            />
          )}
          <ProblemsPanel report={{ ...report, problems: here }} lang={lang} nameOf={nameOf} onGo={goToProblem} />
        </div>
        {shown && !isPanelOpen && (
          <button type="button" className="pe-peek" onClick={openPanel}>
            <span>{nameOfShown(shown)}</span>
            <span className="pe-soft">
              {t('editor.panel')} <UpOutlined aria-hidden />
            </span>
          </button>
        )}
        {open && isPanelOpen && (
          <PropertiesPanel
            open={open}
            element={shown}
            selectedCount={state.selected.length}
            version={state.version}
            lang={lang}
            resources={props.resources}
            onGo={go}
          />
        )}
      </div>
    </section>
  );
}

/** Names of elements as the reader's language has them. */
function inLanguage(lang: Lang, { english }: OpenModeler): (entry: OutlineEntry) => OutlineEntry {
  return (entry) => (lang === 'zh' ? entry : { ...entry, name: english.get(entry.id) ?? entry.name });
}

/** In the problems of the open file its own path is left out. */
function withoutFile({ file: _, ...problem }: Problem): Problem {
  return problem;
}
