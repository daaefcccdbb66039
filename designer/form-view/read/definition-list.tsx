import type { ReactNode } from 'react';
import type { JsonObject, JsonValue } from '../../../engine/index.js';
import { isObject } from '../../../engine/index.js';
import { isFixed } from '../schema/plan-form.js';

/** An object as a list of titles and values, in the order of the schema; fields without a value are left out. */
export function DefinitionList(props: {
  readonly schema: JsonObject;
  readonly document: JsonObject;
  readonly fields?: readonly string[];
  /** Draws one value with the schema of its field. */
  readonly children: (schema: JsonObject, value: JsonValue | undefined) => ReactNode;
}): ReactNode {
  const { schema, document } = props;
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
            <dd>{props.children(node, document[key])}</dd>
          </div>
        );
      })}
    </dl>
  );
}
