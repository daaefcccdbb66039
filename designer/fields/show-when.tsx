import type { ReactNode } from 'react';
import type { Lang } from '../form-view/types.js';
import type { Field, ShowRule } from './field.js';
import { titleOf } from './field-title.js';
import { Pick, PickMany, type PickOption } from './pick.js';
import { tellField } from './texts.js';

const KEPT = '*';

/** When a field is shown: always, or when another field with choices has one of some values. */
export function ShowWhen(props: {
  readonly field: Field;
  readonly others: readonly Field[];
  readonly lang: Lang;
  readonly onChange: (show: Field['show']) => void;
}): ReactNode {
  const { field, lang, onChange } = props;
  const { show } = field;
  const others = props.others.filter((one) => valuesOf(one, lang).length > 0);
  const rule = show === 'kept' ? undefined : show;
  const source = others.find(({ name }) => name === rule?.field);
  // A condition on a field without choices (a number, say) can be taken away here, and changed in the file.
  const isKept = show === 'kept' || (rule !== undefined && source === undefined);
  const choose = (name: string): void => {
    const other = others.find((one) => one.name === name);
    if (name === KEPT) return;
    if (other === undefined) return onChange(undefined);
    onChange({ field: name, values: valuesOf(other, lang).slice(0, 1).map(read), isAmong: other.kind === 'choices' });
  };
  return (
    <div className="ed-pair">
      <Pick
        label={tellField(lang, 'show')}
        value={isKept ? KEPT : (rule?.field ?? '')}
        options={[
          { value: '', label: tellField(lang, 'showAlways') },
          ...others.map((one) => ({ value: one.name, label: titleOf(one, lang) })),
          ...(isKept ? [{ value: KEPT, label: tellField(lang, 'showKept') }] : []),
        ]}
        hint={isKept ? tellField(lang, 'showKeptHint') : undefined}
        onChange={choose}
      />
      {source !== undefined && rule !== undefined && (
        <PickMany
          label={tellField(lang, 'showValues')}
          values={rule.values.map((one) => JSON.stringify(one))}
          options={valuesOf(source, lang)}
          onChange={(values) => {
            if (values.length > 0) onChange({ ...rule, values: values.map((value) => read({ value })) });
          }}
        />
      )}
    </div>
  );
}

/** The values a field can have, as far as it says them; `value` is JSON. */
function valuesOf(field: Field, lang: Lang): readonly PickOption[] {
  if (field.kind === 'yes-no') {
    return [true, false].map((one) => ({ value: JSON.stringify(one), label: tellField(lang, one ? 'yes' : 'no') }));
  }
  if (field.kind !== 'choice' && field.kind !== 'choices') return [];
  return field.options.map(({ value, title, english }) => ({
    value: JSON.stringify(value),
    label: lang === 'en' && english !== '' ? english : title,
  }));
}

function read({ value }: { readonly value: string }): ShowRule['values'][number] {
  const found: unknown = JSON.parse(value);
  return typeof found === 'boolean' || typeof found === 'number' ? found : String(found);
}
