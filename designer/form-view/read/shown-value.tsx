import type { ReactNode } from 'react';
import type { JsonObject, JsonValue } from '../../../engine/index.js';
import { isObject } from '../../../engine/index.js';
import { attachmentsIn } from '../schema/attachments.js';
import { choicesOf } from '../schema/options.js';
import { unitOf, writeNumber } from '../schema/unit.js';
import { tell } from '../texts.js';
import type { FormSurroundings } from '../types.js';
import { DefinitionList } from './definition-list.js';
import { FileLink } from './file-link.js';
import { writeDate } from './write-date.js';

interface ShownValueProps {
  readonly schema: JsonObject;
  readonly value: JsonValue | undefined;
  readonly around: FormSurroundings;
}

/** A value for reading: labels instead of codes, units, dates as people write them, files as links, rows one after another. */
export function ShownValue({ schema, value, around }: ShownValueProps): ReactNode {
  const { lang } = around;
  if (value === undefined || value === null || value === '')
    return <span className="fv-none">{tell(lang, 'none')}</span>;
  const files = attachmentsIn(value);
  if (files.length > 0) {
    return (
      <ul className="fv-plain-list">
        {files.map((file) => (
          <li key={file.fileId}>
            <FileLink file={file} around={around} isSignature={schema['x-widget'] === 'signature'} />
          </li>
        ))}
      </ul>
    );
  }
  if (Array.isArray(value)) return <ShownRows schema={schema} rows={value as readonly JsonValue[]} around={around} />;
  if (isObject(value)) {
    return (
      <DefinitionList schema={schema} document={value}>
        {(node, inner) => <ShownValue schema={node} value={inner} around={around} />}
      </DefinitionList>
    );
  }
  return <>{writeValue(schema, value, around)}</>;
}

/** A plain value as text. */
export function writeValue(schema: JsonObject, value: JsonValue, { lang }: FormSurroundings): string {
  const choice = choicesOf(schema)?.find((one) => one.value === value);
  if (choice !== undefined) return choice.label;
  if (typeof value === 'boolean') return tell(lang, value ? 'yes' : 'no');
  if (typeof value === 'number') {
    const unit = unitOf(schema);
    const name = unit?.name === undefined ? '' : ` ${tell(lang, unit.name)}`;
    return writeNumber(value, unit) + name;
  }
  return typeof value === 'string' ? writeDate(value, lang) : JSON.stringify(value);
}

function ShownRows({
  schema,
  rows,
  around,
}: {
  readonly schema: JsonObject;
  readonly rows: readonly JsonValue[];
  readonly around: FormSurroundings;
}): ReactNode {
  const items = isObject(schema['items']) ? schema['items'] : {};
  if (rows.length === 0) return <span className="fv-none">{tell(around.lang, 'none')}</span>;
  if (!rows.some(isObject)) {
    const separator = around.lang === 'zh' ? '、' : ', ';
    return <>{rows.map((row) => writeValue(items, row, around)).join(separator)}</>;
  }
  return (
    <ol className="fv-rows-read">
      {rows.map((row, index) => (
        <li key={index}>
          <ShownValue schema={items} value={row} around={around} />
        </li>
      ))}
    </ol>
  );
}
