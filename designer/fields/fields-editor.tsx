import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Lang } from '../form-view/types.js';
import type { Field, FieldKind } from './field.js';
import { FieldDetail } from './field-detail.js';
import { FIELD_KINDS, protectionOfKind } from './field-kinds.js';
import { tellField } from './texts.js';
import './editors.css';

/** The fields of a form or the columns of a register: a list in their order, and everything about the chosen one. */
export function FieldsEditor(props: {
  readonly fields: readonly Field[];
  readonly lang: Lang;
  readonly title: string;
  readonly onChange: (fields: readonly Field[]) => void;
}): ReactNode {
  const { fields, lang, onChange } = props;
  const [chosen, setChosen] = useState(0);
  const at = Math.min(chosen, fields.length - 1);
  const field = fields[at];
  const titleOf = (one: Field): string => (lang === 'en' && one.english !== '' ? one.english : one.title) || one.name;
  const add = (kind: FieldKind): void => {
    const name = freeName(fields.map((one) => one.name));
    const title = tellField('zh', `kind.${kind}`);
    const english = tellField('en', `kind.${kind}`);
    const fresh: Field = { name, title, english, kind, isRequired: true, options: [], ...protectionOfKind(kind) };
    onChange([...fields, fresh]);
    setChosen(fields.length);
  };
  const move = (by: -1 | 1): void => {
    const other = fields[at + by];
    if (field === undefined || other === undefined) return;
    onChange(fields.map((one, index) => (index === at ? other : index === at + by ? field : one)));
    setChosen(at + by);
  };
  return (
    <section className="ed-fields" aria-label={props.title}>
      <div className="ed-list">
        <h3>
          {props.title} <span className="ed-count">{fields.length}</span>
        </h3>
        {fields.length === 0 && <p className="ed-hint">{tellField(lang, 'empty')}</p>}
        <ul>
          {fields.map((one, index) => (
            <li key={index}>
              <button type="button" aria-current={index === at || undefined} onClick={() => setChosen(index)}>
                <span className="ed-cut">{titleOf(one)}</span>
                {one.isRequired && (
                  <span className="ed-star" title={tellField(lang, 'required')}>
                    *
                  </span>
                )}
                <span className="ed-kind">{tellField(lang, `kind.${one.kind}`)}</span>
              </button>
            </li>
          ))}
        </ul>
        <Dropdown
          trigger={['click']}
          menu={{
            items: FIELD_KINDS.map((kind) => ({ key: kind, label: tellField(lang, `kind.${kind}`) })),
            style: { maxHeight: 360, overflow: 'auto' },
            onClick: ({ key }) => add(key as FieldKind),
          }}
        >
          <Button icon={<PlusOutlined aria-hidden />} aria-haspopup="menu">
            {tellField(lang, 'addField')}
          </Button>
        </Dropdown>
      </div>
      {field === undefined ? (
        <p className="ed-hint">{tellField(lang, 'none')}</p>
      ) : (
        <div className="ed-chosen">
          <div className="ed-actions">
            <h3 className="ed-cut">{titleOf(field)}</h3>
            <Button
              size="small"
              icon={<ArrowUpOutlined aria-hidden />}
              aria-label={tellField(lang, 'up')}
              disabled={at === 0}
              onClick={() => move(-1)}
            />
            <Button
              size="small"
              icon={<ArrowDownOutlined aria-hidden />}
              aria-label={tellField(lang, 'down')}
              disabled={at === fields.length - 1}
              onClick={() => move(1)}
            />
            <Button
              size="small"
              danger
              icon={<DeleteOutlined aria-hidden />}
              aria-label={tellField(lang, 'remove', { title: titleOf(field) })}
              onClick={() => onChange(fields.filter((one) => one !== field))}
            />
          </div>
          <FieldDetail
            key={at}
            field={field}
            taken={fields.filter((one) => one !== field).map(({ name }) => name)}
            lang={lang}
            onChange={(next) => onChange(fields.map((one, index) => (index === at ? next : one)))}
          />
        </div>
      )}
    </section>
  );
}

function freeName(taken: readonly string[]): string {
  let number = taken.length + 1;
  while (taken.includes(`field${number}`)) number += 1;
  return `field${number}`;
}
