import type { ReactNode } from 'react';
import type { JsonObject } from '../../../engine/index.js';
import { isObject } from '../../../engine/index.js';
import { isFixed } from '../schema/plan-form.js';
import type { FormSurroundings } from '../types.js';
import { ShownValue } from './shown-value.js';

/** An object as a list of titles and values, in the order of the schema; fields without a value are left out. */
export function DefinitionList(props: {
  readonly schema: JsonObject;
  readonly document: JsonObject;
  readonly around: FormSurroundings;
  readonly fields?: readonly string[];
}): ReactNode {
  const { schema, document, around } = props;
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const keys = (props.fields ?? Object.keys(properties)).filter((key) => {
    const child = properties[key];
    return child !== undefined && document[key] !== undefined && !(isObject(child) && isFixed(child));
  });
  return (
    <dl className="fv-list">
      {keys.map((key) => {
        const child = properties[key];
        const node = isObject(child) ? child : {};
        const title = node['title'];
        return (
          <div key={key} className="fv-item">
            <dt>{typeof title === 'string' ? title : key}</dt>
            <dd>
              <ShownValue schema={node} value={document[key]} around={around} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
