import { Checkbox } from 'antd';
import type { ReactNode } from 'react';
import type { Text } from '../../engine/index.js';
import type { Lang } from '../form-view/types.js';
import type { Field, FieldKind, ProtectionClass } from './field.js';
import { FIELD_KINDS, FIELD_MASKS, childrenPlace, choicesPlace, protectionOfKind } from './field-kinds.js';
import { Line } from './line.js';
import { optionLines, readOptionLines } from './option-lines.js';
import { Pick } from './pick.js';
import { ReadBy } from './read-by.js';
import { ShowWhen } from './show-when.js';
import { type FieldTextKey, tellField } from './texts.js';

const CLASSES: readonly ProtectionClass[] = ['L1', 'L2', 'L3', 'L4'];

/** Everything about one field. `taken` are the names of the others. */
export function FieldDetail(props: {
  readonly field: Field;
  readonly taken: readonly string[];
  readonly lang: Lang;
  /** The other fields of the form, whose values may be conditions of this one; absent where there are no conditions. */
  readonly others?: readonly Field[] | undefined;
  /** The places that read it; absent where that is not known. */
  readonly readers?: readonly Text[] | undefined;
  readonly onChange: (field: Field) => void;
}): ReactNode {
  const { field, taken, lang, onChange } = props;
  const t = (key: FieldTextKey): string => tellField(lang, key);
  const change = (part: Partial<Field>): void => onChange({ ...field, ...part });
  const kinds = field.kind === 'other' ? ([...FIELD_KINDS, 'other'] as const) : FIELD_KINDS;
  return (
    <div className="ed-detail" role="group" aria-label={field.title || field.name}>
      <div className="ed-pair">
        <Line label={t('title')} value={field.title} onCommit={(title) => change({ title: title.trim() })} />
        <Line label={t('english')} value={field.english} onCommit={(english) => change({ english: english.trim() })} />
      </div>
      <div className="ed-pair">
        <Line
          label={t('name')}
          value={field.name}
          isMono
          hint={t('nameHint')}
          fault={(name) =>
            !/^[a-z][A-Za-z0-9]*$/.test(name) ? t('nameBad') : taken.includes(name) ? t('nameTaken') : undefined
          }
          onCommit={(name) => change({ name })}
        />
        <Pick
          label={t('kind')}
          value={field.kind}
          options={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          hint={field.kind === 'other' ? t('otherHint') : undefined}
          onChange={(kind) => onChange(ofKind(field, kind as FieldKind))}
        />
      </div>
      <Checkbox checked={field.isRequired} onChange={(event) => change({ isRequired: event.target.checked })}>
        {t('required')}
      </Checkbox>
      {props.others !== undefined && (
        <ShowWhen
          field={field}
          others={props.others}
          lang={lang}
          onChange={(show) => {
            const { show: _, ...rest } = field;
            onChange(show === undefined ? rest : { ...rest, show });
          }}
        />
      )}
      {choicesPlace(field.kind) !== undefined && (
        <Line
          label={t('options')}
          value={optionLines(field.options)}
          rows={3}
          hint={t('optionsHint')}
          onCommit={(text) => change({ options: readOptionLines(text) })}
        />
      )}
      <div className="ed-pair">
        <Pick
          label={t('protection')}
          value={field.protection}
          options={CLASSES.map((one) => ({ value: one, label: t(`protection.${one}`) }))}
          onChange={(one) => change({ protection: one as ProtectionClass })}
        />
        <Pick
          label={t('mask')}
          value={field.mask}
          options={[
            { value: '', label: t('noMask') },
            ...FIELD_MASKS.map((mask) => ({ value: mask, label: t(`mask.${mask}` as FieldTextKey) })),
          ]}
          onChange={(mask) => change({ mask })}
        />
      </div>
      {props.readers !== undefined && <ReadBy readers={props.readers} lang={lang} />}
    </div>
  );
}

/** The field as one of another kind: only groups and lists have fields of their own. */
function ofKind(field: Field, kind: FieldKind): Field {
  const { children, ...rest } = field;
  const holds = childrenPlace(kind) !== undefined;
  return { ...rest, kind, ...protectionOfKind(kind), ...(holds ? { children: children ?? [] } : {}) };
}
