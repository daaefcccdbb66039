import type { ReactNode } from 'react';
import { isObject, type JsonObject, ROLE_KEYS, ROLES } from '../../engine/index.js';
import { englishOf, jsonText, withEnglish } from '../fields/english-file.js';
import type { Field } from '../fields/field.js';
import { FieldsEditor } from '../fields/fields-editor.js';
import { Line } from '../fields/line.js';
import { Pick, PickMany } from '../fields/pick.js';
import { readFields } from '../fields/read-fields.js';
import { tellField } from '../fields/texts.js';
import { writeFields } from '../fields/write-fields.js';
import type { Lang } from '../form-view/types.js';
import { readJson } from '../process-editor/package-resources.js';
import type { PackageFiles } from '../publish/prepare-files.js';
import {
  afterColumns,
  isOpen,
  type ListName,
  namesIn,
  partIn,
  type RegisterActName,
  uniqueColumns,
  withList,
  withPlace,
  withUnique,
} from './register-file.js';
import { tellRegister } from './texts.js';

const LISTS: readonly ListName[] = ['columns', 'filters', 'sorts'];
const ACTS: readonly RegisterActName[] = ['read', 'write', 'export', 'clear'];

/** Edits a register of a package: titles, columns, key, list page, and which roles may do what with its rows. */
export function RegisterEditor(props: {
  readonly id: string;
  readonly files: PackageFiles;
  readonly lang: Lang;
  readonly onChange: (files: PackageFiles) => void;
}): ReactNode {
  const { id, files, lang, onChange } = props;
  const path = `registers/${id}.json`;
  const definition = readJson(files[path]);
  const schema = isObject(definition['schema']) ? definition['schema'] : { type: 'object', properties: {} };
  const document = { schema, english: englishOf(files, 'registers', id) };
  const fields = readFields(document);
  const t = (key: Parameters<typeof tellRegister>[1]): string => tellRegister(lang, key);
  const write = (next: JsonObject): void => onChange({ [path]: jsonText(next) });
  const changeFields = (next: readonly Field[]): void => {
    const written = writeFields(document, next);
    onChange({
      [path]: jsonText({ ...afterColumns(definition, next), schema: written.schema }),
      ...withEnglish(files, 'registers', id, written.english),
    });
  };
  const title = partIn(definition['title']);
  const columns = fields.map((field) => ({
    value: field.name,
    label: (lang === 'en' && field.english !== '' ? field.english : field.title) || field.name,
  }));
  const open = columns.filter(({ value }) => fields.some((one) => one.name === value && isOpen(one.protection)));
  const roles = ROLE_KEYS.map((key) => ({ value: key, label: ROLES[key][lang] }));
  return (
    <div className="ed">
      <section className="ed-card ed-stack" aria-label={t('what')}>
        <div className="ed-pair">
          {(['zh', 'en'] as const).map((one) => (
            <Line
              key={one}
              label={tellField(lang, one === 'zh' ? 'title' : 'english')}
              value={String(title[one] ?? '')}
              onCommit={(text) => write({ ...definition, title: { ...title, [one]: text.trim() } })}
            />
          ))}
        </div>
        <div className="ed-pair">
          <Pick
            label={t('key')}
            hint={t('keyHint')}
            value={String(definition['keyProperty'] ?? '')}
            options={columns}
            onChange={(keyProperty) => write({ ...definition, keyProperty })}
          />
          <PickMany
            label={t('unique')}
            values={uniqueColumns(definition)}
            options={columns}
            onChange={(names) => write(withUnique(definition, names))}
          />
        </div>
        <PickMany
          label={t('place')}
          hint={t('placeHint')}
          values={namesIn(definition['place'])}
          options={columns}
          onChange={(names) => write(withPlace(definition, names))}
        />
      </section>
      <section className="ed-card">
        <FieldsEditor title={tellField(lang, 'columns')} fields={fields} lang={lang} onChange={changeFields} />
      </section>
      <section className="ed-card ed-stack" aria-label={t('list')}>
        <h2>{t('list')}</h2>
        {LISTS.map((name) => (
          <PickMany
            key={name}
            label={t(name)}
            values={namesIn(partIn(definition['list'])[name])}
            options={name === 'columns' ? columns : open}
            onChange={(names) => write(withList(definition, 'list', name, names))}
          />
        ))}
      </section>
      <section className="ed-card ed-stack" aria-label={t('access')}>
        <h2>{t('access')}</h2>
        <div className="ed-pair">
          {ACTS.map((act) => (
            <PickMany
              key={act}
              label={t(act)}
              hint={t(act === 'read' ? 'readHint' : 'noneHint')}
              values={namesIn(partIn(definition['access'])[act])}
              options={roles}
              onChange={(names) => write(withList(definition, 'access', act, names))}
            />
          ))}
        </div>
      </section>
    </div>
  );
}
