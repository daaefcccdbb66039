import { AutoComplete } from 'antd';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { useEditor } from '../editor-context.js';
import { type ModdleObject, textOf } from '../model/moddle-object.js';
import { withKey } from '../texts/tell.js';
import { Field, Section } from './fields.js';

/** The status of the case when this element is entered (activities) or reached (end events). */
export function StatusSection({ element }: { readonly element: ModdleObject }): ReactNode {
  const { t, apply, resources, lang } = useEditor();
  const id = useId();
  const value = textOf(element, 'yizhan:status') ?? '';
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  const commit = (status: string): void => {
    if (status.trim() !== value)
      apply({ target: element, properties: { 'yizhan:status': status.trim() === '' ? undefined : status.trim() } });
  };
  const options = resources.statuses.map(({ key, name }) => ({
    value: key,
    label: withKey(name, key, lang),
  }));
  return (
    <Section title={t('section.status')} isFolded={value === ''}>
      <Field id={id} label={t(element.$type === 'bpmn:EndEvent' ? 'status.end' : 'status.enter')}>
        <AutoComplete
          id={id}
          value={draft}
          allowClear
          options={options}
          showSearch={{
            filterOption: (input, option) =>
              String(option?.label ?? '')
                .toLowerCase()
                .includes(input.toLowerCase()),
          }}
          onChange={(next) => setDraft(next ?? '')}
          onSelect={commit}
          onClear={() => commit('')}
          onBlur={() => commit(draft)}
        />
      </Field>
    </Section>
  );
}
