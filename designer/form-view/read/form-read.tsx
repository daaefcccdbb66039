import { type ReactNode, useId, useMemo } from 'react';
import type { JsonObject, JsonValue } from '../../../engine/index.js';
import { isObject } from '../../../engine/index.js';
import { say } from '../say.js';
import { localise } from '../schema/localise.js';
import { sectionsOf } from '../schema/sections.js';
import type { FormSource, FormSurroundings } from '../types.js';
import { DefinitionList } from './definition-list.js';
import { ShownValue } from './shown-value.js';

/** A whole form for reading, with the sections it is filled in by. Each submission is shown with the schema of its own version. */
export function FormRead(props: {
  readonly form: FormSource;
  readonly document: JsonObject;
  readonly around: FormSurroundings;
}): ReactNode {
  const { form, document, around } = props;
  const id = useId();
  const schema = useMemo(
    () => (around.lang === 'en' && form.english !== undefined ? localise(form.schema, form.english) : form.schema),
    [form, around.lang],
  );
  const sections = sectionsOf(form.uiSchema ?? {});
  const named = new Set(sections.flatMap((section) => section.fields));
  const all = Object.keys(isObject(schema['properties']) ? schema['properties'] : {});
  const rest = all.filter((key) => !named.has(key));
  const show = (node: JsonObject, value: JsonValue | undefined): ReactNode => (
    <ShownValue schema={node} value={value} around={around} />
  );
  const hasValue = (key: string): boolean => document[key] !== undefined;
  return (
    <div className="fv-read">
      {sections
        .filter((section) => section.fields.some(hasValue))
        .map((section, index) => (
          <section key={index} aria-labelledby={`${id}-${index}`}>
            <h3 className="fv-read-title" id={`${id}-${index}`}>
              {say(section.title, around.lang)}
            </h3>
            <DefinitionList schema={schema} document={document} fields={section.fields}>
              {show}
            </DefinitionList>
          </section>
        ))}
      {rest.some(hasValue) && (
        <DefinitionList schema={schema} document={document} fields={rest}>
          {show}
        </DefinitionList>
      )}
    </div>
  );
}
