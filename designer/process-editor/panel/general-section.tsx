import { Checkbox } from 'antd';
import type { ReactNode } from 'react';
import { useEditor } from '../editor-context.js';
import { idOf, type ModdleObject, partsOf, textOf } from '../model/moddle-object.js';
import { IdField, Section, TextField } from './fields.js';

/** Name in both languages, id, documentation. */
export function GeneralSection({ object }: { readonly object: ModdleObject }): ReactNode {
  const { t, apply, create, englishName, setEnglishName } = useEditor();
  const id = idOf(object);
  const isAnnotation = object.$instanceOf('bpmn:TextAnnotation');
  const [note] = partsOf(object, 'documentation');
  const nameProperty = isAnnotation ? 'text' : 'name';
  const name = textOf(object, nameProperty) ?? '';
  const isNamed = object.$instanceOf('bpmn:FlowElement') || object.$instanceOf('bpmn:Process');
  const setNote = (text: string): void => {
    if (text.trim() === '')
      apply({ target: object, properties: { documentation: partsOf(object, 'documentation').slice(1) } });
    else if (note) apply({ target: note, properties: { text } });
    else apply({ target: object, properties: { documentation: [create('bpmn:Documentation', { text })] } });
  };
  return (
    <Section title={t('section.general')}>
      <TextField
        label={t('general.name')}
        value={name}
        {...(isAnnotation ? { rows: 2 } : {})}
        onCommit={(text) => apply({ target: object, properties: { [nameProperty]: text === '' ? undefined : text } })}
      />
      {isNamed && (
        <TextField label={t('general.english')} value={englishName(id)} onCommit={(text) => setEnglishName(id, text)} />
      )}
      <IdField label={t('general.id')} value={id} />
      {object.$type === 'bpmn:Process' && (
        <Checkbox
          checked={object.get('isExecutable') === true}
          onChange={(event) => apply({ target: object, properties: { isExecutable: event.target.checked } })}
        >
          {t('general.executable')}
        </Checkbox>
      )}
      <TextField label={t('general.note')} value={textOf(note, 'text') ?? ''} rows={2} onCommit={setNote} />
    </Section>
  );
}
