import type { GenericObjectType, ObjectFieldTemplateProps, RJSFSchema } from '@rjsf/utils';
import { Fragment, lazy, type ReactNode, Suspense } from 'react';
import type { JsonObject } from '../../../engine/index.js';
import { pointerOf } from '../../../engine/index.js';
import { say } from '../say.js';
import type { FormContext } from './form-context.js';
import { RowTitle } from './row-title.js';

const PositionButton = lazy(async () => ({ default: (await import('../position/position-button.js')).PositionButton }));

type Props = ObjectFieldTemplateProps<GenericObjectType, RJSFSchema, GenericObjectType>;

/** The whole form as sections, a row of a list, or a group of fields inside a form. */
export function ObjectTemplate(props: Props): ReactNode {
  const { fieldPathId, schema, uiSchema } = props;
  if (fieldPathId.path.length === 0) return <Sections {...props} />;
  const ui = (uiSchema ?? {}) as unknown as JsonObject;
  const fields = <div className="fv-grid">{[...contentsOf(props).values()]}</div>;
  const isRow = typeof fieldPathId.path.at(-1) === 'number';
  const options = ui['ui:options'] as JsonObject | undefined;
  return (
    <fieldset
      className={isRow ? 'fv-row' : 'fv-group'}
      id={fieldPathId.$id}
      data-variant={options?.['variant']?.toString()}
      tabIndex={-1}
    >
      <legend className={isRow ? 'fv-row-title' : 'fv-label'}>
        {isRow ? <RowTitle /> : (schema.title ?? props.title)}
        {!isRow && props.required === true && (
          <span className="fv-required" aria-hidden="true">
            *
          </span>
        )}
      </legend>
      {typeof ui['ui:description'] === 'string' && <p className="fv-description">{ui['ui:description']}</p>}
      {fields}
    </fieldset>
  );
}

function Sections(props: Props): ReactNode {
  const { properties, registry, fieldPathId } = props;
  const { sections, around } = registry.formContext as unknown as FormContext;
  const named = new Set(sections.flatMap((section) => section.fields));
  const rest = properties.filter((property) => !named.has(property.name));
  const byName = contentsOf(props);
  const shown = sections.filter((section) => section.fields.some((field) => byName.has(field)));
  return (
    <>
      {shown.map((section, index) => {
        const id = `${fieldPathId.$id}__section_${index}`;
        return (
          <section key={id} className="fv-section" aria-labelledby={id}>
            <h2 className="fv-section-title" id={id}>
              {say(section.title, around.lang)}
            </h2>
            {section.description !== undefined && (
              <p className="fv-description">{say(section.description, around.lang)}</p>
            )}
            <div className="fv-grid">{section.fields.map((field) => byName.get(field))}</div>
          </section>
        );
      })}
      {rest.length > 0 && (
        <div className="fv-section">
          <div className="fv-grid">{rest.map((property) => byName.get(property.name))}</div>
        </div>
      )}
    </>
  );
}

/** The fields by name. A longitude beside a latitude, both to be filled in, is followed by the button that asks the device for them. */
function contentsOf({ properties, registry, fieldPathId, uiSchema }: Props): ReadonlyMap<string, ReactNode> {
  const { around, put } = registry.formContext as unknown as FormContext;
  const ui = (uiSchema ?? {}) as unknown as Readonly<Record<string, JsonObject | undefined>>;
  const asks = ['lat', 'lng'].every((name) => ui[name]?.['ui:widget'] === 'number');
  const at = (name: string): string => pointerOf([...fieldPathId.path.map(String), name]);
  return new Map(
    properties.map(({ name, content }) => [
      name,
      asks && name === 'lng' ? (
        <Fragment key={name}>
          {content}
          <Suspense>
            <PositionButton
              lang={around.lang}
              onFound={({ lat, lng }) => {
                put(at('lat'), lat);
                put(at('lng'), lng);
              }}
            />
          </Suspense>
        </Fragment>
      ) : (
        content
      ),
    ]),
  );
}
