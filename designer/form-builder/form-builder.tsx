import type { ReactNode } from 'react';
import { isObject, type JsonObject } from '../../engine/index.js';
import { englishOf, jsonText, withEnglish } from '../fields/english-file.js';
import type { Field } from '../fields/field.js';
import { FieldsEditor } from '../fields/fields-editor.js';
import { Line } from '../fields/line.js';
import { readFields } from '../fields/read-fields.js';
import { tellField } from '../fields/texts.js';
import { writeFields } from '../fields/write-fields.js';
import type { Lang } from '../form-view/types.js';
import { readJson } from '../process-editor/package-resources.js';
import type { PackageFiles } from '../publish/prepare-files.js';

/**
 * Edits a form of a package: its titles and its fields. Every change is handed on at once as the files that it changes: the form, and the
 * English texts.
 */
export function FormBuilder(props: {
  readonly id: string;
  readonly files: PackageFiles;
  readonly lang: Lang;
  readonly onChange: (files: PackageFiles) => void;
}): ReactNode {
  const { id, files, lang, onChange } = props;
  const path = `forms/${id}.json`;
  const form = readJson(files[path]);
  const schema = isObject(form['schema']) ? form['schema'] : { type: 'object', properties: {} };
  const document = { schema, english: englishOf(files, 'forms', id) };
  const title = isObject(form['title']) ? form['title'] : {};
  const write = (next: JsonObject): PackageFiles => ({ [path]: jsonText(next) });
  const changeFields = (fields: readonly Field[]): void => {
    const next = writeFields(document, fields);
    const uiSchema = withoutLost(isObject(form['uiSchema']) ? form['uiSchema'] : {}, fields);
    onChange({
      ...write({ ...form, schema: next.schema, uiSchema }),
      ...withEnglish(files, 'forms', id, next.english),
    });
  };
  const changeTitle = (lang: Lang, text: string): void =>
    onChange(write({ ...form, title: { ...title, [lang]: text.trim() } }));
  return (
    <div className="ed">
      <div className="ed-card ed-pair">
        <Line
          label={tellField(lang, 'title')}
          value={String(title['zh'] ?? '')}
          onCommit={(text) => changeTitle('zh', text)}
        />
        <Line
          label={tellField(lang, 'english')}
          value={String(title['en'] ?? '')}
          onCommit={(text) => changeTitle('en', text)}
        />
      </div>
      <div className="ed-card">
        <FieldsEditor
          title={tellField(lang, 'fields')}
          fields={readFields(document)}
          lang={lang}
          onChange={changeFields}
        />
      </div>
    </div>
  );
}

/** The order of the UI schema is that of the fields from now on; hints for fields that have gone are dropped. */
function withoutLost(uiSchema: JsonObject, fields: readonly Field[]): JsonObject {
  const names = new Map(fields.flatMap(({ name, origin }) => (origin === undefined ? [] : [[origin.name, name]])));
  const known = new Set(fields.flatMap(({ origin }) => (origin === undefined ? [] : [origin.name])));
  const kept = Object.entries(uiSchema).flatMap(([key, value]): [string, JsonObject[string]][] => {
    if (key === 'ui:order') return [[key, fields.map(({ name }) => name)]];
    if (key.startsWith('ui:')) return [[key, value]];
    return known.has(key) ? [[names.get(key) ?? key, value]] : [];
  });
  return Object.fromEntries(kept);
}
