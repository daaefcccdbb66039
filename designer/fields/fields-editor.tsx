import { type ReactNode, useState } from 'react';
import type { Text } from '../../engine/index.js';
import type { Lang } from '../form-view/types.js';
import { AddField } from './add-field.js';
import type { Field, FieldKind } from './field.js';
import { FieldActions } from './field-actions.js';
import { FieldDetail } from './field-detail.js';
import { protectionOfKind } from './field-kinds.js';
import { FieldList } from './field-list.js';
import { titleOf } from './field-title.js';
import { fieldAt, type FieldPath, freeName, type Moved, siblingsOf, withField, withInserted } from './field-tree.js';
import { renamed, withoutRulesOf } from './show-rules.js';
import { tellField } from './texts.js';
import './editors.css';

/**
 * The fields of a form or the columns of a register: all of them in their order, groups with what is in them, and everything about the
 * chosen one. A field is moved by dragging, by buttons, and by Alt with the arrow keys.
 */
export function FieldsEditor(props: {
  readonly fields: readonly Field[];
  readonly lang: Lang;
  readonly title: string;
  /** Headings of the form, by the name of the field they stand above. */
  readonly headings?: ReadonlyMap<string, string>;
  /** Fields may be shown on a condition. */
  readonly hasConditions?: boolean;
  /** What reads each field, by its name; under the empty name what reads all of them. Absent where nothing does so by name. */
  readonly readers?: ReadonlyMap<string, readonly Text[]> | undefined;
  readonly onChange: (fields: readonly Field[]) => void;
}): ReactNode {
  const { fields, lang, onChange } = props;
  const [chosen, setChosen] = useState<FieldPath>([0]);
  const [said, setSaid] = useState('');
  const path = fieldAt(fields, chosen) === undefined ? [0] : chosen;
  const field = fieldAt(fields, path);
  const add = (kind: FieldKind, at: FieldPath): void => {
    const siblings = at.length === 1 ? fields : (fieldAt(fields, at.slice(0, -1))?.children ?? []);
    const fresh: Field = {
      name: freeName('field1', siblings),
      title: tellField('zh', `kind.${kind}`),
      english: tellField('en', `kind.${kind}`),
      kind,
      isRequired: kind !== 'group' && kind !== 'list',
      options: [],
      ...(kind === 'group' || kind === 'list' ? { children: [] } : {}),
      ...protectionOfKind(kind),
    };
    onChange(withInserted(fields, at, fresh));
    setChosen(at);
  };
  const move = (moved: Moved | undefined): void => {
    if (moved === undefined) return;
    onChange(moved.fields);
    setChosen(moved.path);
    const at = fieldAt(moved.fields, moved.path);
    if (at === undefined) return;
    const place = {
      title: titleOf(at, lang),
      n: String((moved.path.at(-1) ?? 0) + 1),
      all: String(siblingsOf(moved.fields, moved.path).length),
    };
    setSaid(tellField(lang, 'moved', place));
  };
  const change = (next: Field): void => {
    const changed = withField(fields, path, next);
    const isRenamed = path.length === 1 && field !== undefined && next.name !== field.name;
    onChange(isRenamed ? renamed(changed, field.name, next.name) : changed);
  };
  const remove = (): void => {
    const left = withField(fields, path, undefined);
    onChange(path.length === 1 && field !== undefined ? withoutRulesOf(left, field.name) : left);
    setChosen([...path.slice(0, -1), Math.max(0, (path.at(-1) ?? 0) - 1)]);
  };
  const behind: FieldPath = field === undefined ? [fields.length] : [...path.slice(0, -1), (path.at(-1) ?? 0) + 1];
  return (
    <section className="ed-fields" aria-label={props.title}>
      <div className="ed-list">
        <h2>
          {props.title} <span className="ed-count">{fields.length}</span>
        </h2>
        {fields.length === 0 && <p className="ed-hint">{tellField(lang, 'empty')}</p>}
        <FieldList
          fields={fields}
          lang={lang}
          chosen={path}
          headings={props.headings}
          onChoose={setChosen}
          onMove={move}
        />
        <p className="ed-hint">{tellField(lang, 'moveHint')}</p>
        <div className="ed-foot">
          <AddField label={tellField(lang, 'addField')} lang={lang} onAdd={(kind) => add(kind, behind)} />
          {field?.children !== undefined && (
            <AddField
              label={tellField(lang, 'addInside')}
              lang={lang}
              onAdd={(kind) => add(kind, [...path, field.children?.length ?? 0])}
            />
          )}
        </div>
        <p className="yz-unseen" role="status">
          {said}
        </p>
      </div>
      {field === undefined ? (
        <p className="ed-hint">{tellField(lang, 'none')}</p>
      ) : (
        <div className="ed-chosen">
          <FieldActions
            title={titleOf(field, lang)}
            fields={fields}
            path={path}
            lang={lang}
            onMove={move}
            onRemove={remove}
          />
          <FieldDetail
            key={path.join('.')}
            field={field}
            taken={siblingsOf(fields, path)
              .filter((one) => one !== field)
              .map(({ name }) => name)}
            lang={lang}
            readers={props.readers && readersAt(props.readers, fields[path[0] ?? 0]?.name)}
            others={
              props.hasConditions === true
                ? fields.filter((one) => one !== field && one.name !== field.name)
                : undefined
            }
            onChange={change}
          />
        </div>
      )}
    </section>
  );
}

/** What reads the field that a place is in: what reads a group reads what is in it. */
function readersAt(readers: ReadonlyMap<string, readonly Text[]>, name: string | undefined): readonly Text[] {
  return [...(readers.get(name ?? '') ?? []), ...(readers.get('') ?? [])];
}
