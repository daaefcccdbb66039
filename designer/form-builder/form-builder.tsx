import type { ReactNode } from 'react';
import { isObject, type JsonObject, type Text } from '../../engine/index.js';
import { englishOf, jsonText, withEnglish } from '../fields/english-file.js';
import type { Field } from '../fields/field.js';
import { FieldsEditor } from '../fields/fields-editor.js';
import { Line } from '../fields/line.js';
import { readFields } from '../fields/read-fields.js';
import { tellField } from '../fields/texts.js';
import { writeFields } from '../fields/write-fields.js';
import { sectionsOf } from '../form-view/schema/sections.js';
import { say } from '../form-view/say.js';
import type { Lang } from '../form-view/types.js';
import { readJson } from '../process-editor/package-resources.js';
import type { PackageFiles } from '../publish/prepare-files.js';
import { inFileOrder, inShownOrder, uiSchemaOf } from './ui-order.js';

/**
 * Edits a form of a package: its titles and its fields. Every change is handed on at once as the files that it changes: the form, and the
 * English texts.
 */
export function FormBuilder(props: {
  readonly id: string;
  readonly files: PackageFiles;
  readonly lang: Lang;
  /** What reads each field (`fieldReaders`). */
  readonly readers?: ReadonlyMap<string, readonly Text[]>;
  readonly onChange: (files: PackageFiles) => void;
}): ReactNode {
  const { id, files, lang, onChange } = props;
  const path = `forms/${id}.json`;
  const form = readJson(files[path]);
  const schema = isObject(form['schema']) ? form['schema'] : { type: 'object', properties: {} };
  const document = { schema, english: englishOf(files, 'forms', id) };
  const title = isObject(form['title']) ? form['title'] : {};
  const write = (next: JsonObject): PackageFiles => ({ [path]: jsonText(next) });
  const uiSchema = isObject(form['uiSchema']) ? form['uiSchema'] : {};
  const fields = inShownOrder(readFields(document), uiSchema);
  const changeFields = (next: readonly Field[]): void => {
    const known = Object.keys(isObject(schema['properties']) ? schema['properties'] : {});
    const written = writeFields(document, inFileOrder(next, uiSchema, known));
    onChange({
      ...write({ ...form, schema: written.schema, uiSchema: uiSchemaOf(uiSchema, next) }),
      ...withEnglish(files, 'forms', id, written.english),
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
          fields={fields}
          lang={lang}
          headings={headingsIn(uiSchema, lang)}
          hasConditions
          readers={props.readers}
          onChange={changeFields}
        />
      </div>
    </div>
  );
}

/** The headings of the form's sections, by the name of the first field of each. */
function headingsIn(uiSchema: JsonObject, lang: Lang): ReadonlyMap<string, string> {
  return new Map(
    sectionsOf(uiSchema).flatMap(({ title, fields }) => {
      const [first] = fields;
      return first === undefined ? [] : [[first, say(title, lang)] as const];
    }),
  );
}
