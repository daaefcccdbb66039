import { type KeyboardEvent, type ReactNode, useMemo } from 'react';
import type { Lang } from '../../form-view/types.js';
import { EditorContext, type EditorContextValue } from '../editor-context.js';
import { definitionOf } from '../model/event-facts.js';
import { type Create, idOf, type ModdleObject, textOf } from '../model/moddle-object.js';
import { type DiagramElement, service } from '../modeler/editor-services.js';
import type { OpenModeler } from '../modeler/use-modeler.js';
import type { PackageResources } from '../resources.js';
import { elementName } from '../texts/elements.js';
import { teller } from '../texts/tell.js';
import { ElementSections } from './element-sections.js';

/** What the panel is shown with. */
export interface PropertiesPanelProps {
  readonly open: OpenModeler;
  readonly element: DiagramElement | undefined;
  readonly selectedCount: number;
  readonly version: number;
  readonly lang: Lang;
  readonly resources: PackageResources;
  readonly onGo: (elementId: string) => void;
}

/** The properties of the selected element. Everything it changes goes through the command stack of the canvas. */
export function PropertiesPanel(props: PropertiesPanelProps): ReactNode {
  const { open, element, lang, resources, onGo, version } = props;
  const t = teller(lang);
  const value = useMemo((): EditorContextValue | undefined => {
    if (!element || version === 0) return undefined;
    const { modeler, english } = open;
    const stack = service(modeler, 'commandStack');
    const factory = service(modeler, 'bpmnFactory');
    const create: Create = (type, properties) => factory.create(type, properties);
    return {
      lang,
      t: teller(lang),
      say: (text) => (text === undefined ? '' : text[lang]),
      resources,
      element,
      definitions: modeler.getDefinitions() as ModdleObject,
      create,
      apply: (...edits) => {
        if (edits.length > 0) stack.execute('yizhan.edits', { element, edits });
      },
      englishName: (id) => english.get(id) ?? '',
      setEnglishName: (id, text) =>
        stack.execute('yizhan.english', { element, id, text: text.trim() === '' ? undefined : text.trim() }),
      goTo: onGo,
    };
  }, [open, element, lang, resources, onGo, version]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (!(event.ctrlKey || event.metaKey) || (event.target as HTMLElement).dataset['drafting'] !== undefined) return;
    const key = event.key.toLowerCase();
    const stack = service(open.modeler, 'commandStack');
    if (key === 'z' && !event.shiftKey) stack.undo();
    else if (key === 'y' || (key === 'z' && event.shiftKey)) stack.redo();
    else return;
    event.preventDefault();
  };

  const object = element?.businessObject;
  const trigger = object && definitionOf(object)?.$type;
  return (
    <aside className="pe-panel" aria-label={t('editor.panel')} onKeyDown={onKeyDown}>
      {object === undefined || value === undefined ? (
        <div className="pe-panel-head">
          <h2>{props.selectedCount > 1 ? t('panel.several', { n: props.selectedCount }) : t('panel.nothing')}</h2>
          {props.selectedCount > 1 && <p className="pe-soft">{t('panel.severalHint')}</p>}
        </div>
      ) : (
        <EditorContext value={value}>
          <div className="pe-panel-head">
            <p className="pe-soft">{elementName(object.$type, trigger)[lang]}</p>
            <h2>{nameIn(lang, object, value)}</h2>
          </div>
          <ElementSections key={element?.id} object={object} />
        </EditorContext>
      )}
    </aside>
  );
}

function nameIn(lang: Lang, object: ModdleObject, { englishName }: EditorContextValue): string {
  const english = lang === 'en' ? englishName(idOf(object)) : '';
  return english || textOf(object, 'name') || idOf(object);
}
