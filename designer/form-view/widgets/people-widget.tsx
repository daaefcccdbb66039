import { type ReactNode, useContext } from 'react';
import type { JsonValue } from '../../../engine/index.js';
import { isObject, valueAt } from '../../../engine/index.js';
import { DocumentContext } from '../templates/document-context.js';
import { tell } from '../texts.js';
import { leavesGroup, type WidgetProps } from './widget-props.js';

interface Person {
  readonly userId: string;
  readonly name: string;
  readonly note: string;
  readonly isEligible: boolean;
}

/**
 * People chosen from rows elsewhere in the same document (`x-options`: pointer of a list of `{userId, name, certNo, eligible}`). Who
 * may not be chosen is shown, so that one sees why a name is missing. Stored are the user ids.
 */
export function PeopleWidget(props: WidgetProps): ReactNode {
  const { id, schema, value, onChange, around } = props;
  const document = useContext(DocumentContext);
  const source = schema['x-options'];
  const people = peopleIn(typeof source === 'string' ? valueAt(document, source) : undefined);
  const picked = new Set<JsonValue>(Array.isArray(value) ? (value as readonly JsonValue[]) : []);
  const toggle = (userId: string): void => {
    const next = new Set(picked);
    if (!next.delete(userId)) next.add(userId);
    onChange(next.size === 0 ? undefined : [...next]);
  };
  if (people.length === 0) return <p className="fv-none">{tell(around.lang, 'noPeople')}</p>;
  return (
    <div className="fv-choices">
      {people.map((person, index) => (
        <label key={person.userId} className="fv-choice">
          <input
            type="checkbox"
            id={index === 0 ? id : `${id}__${index}`}
            aria-invalid={props.invalid ? true : undefined}
            disabled={!person.isEligible && !picked.has(person.userId)}
            checked={picked.has(person.userId)}
            onChange={() => toggle(person.userId)}
            onFocus={props.onFocus}
            onBlur={(event) => leavesGroup(event) && props.onBlur()}
          />
          <span>
            {person.name}
            {person.note !== '' && <span className="fv-hint"> {person.note}</span>}
            {!person.isEligible && <span className="fv-hint"> {tell(around.lang, 'notEligible')}</span>}
          </span>
        </label>
      ))}
    </div>
  );
}

function peopleIn(rows: JsonValue | undefined): readonly Person[] {
  if (!Array.isArray(rows)) return [];
  return (rows as readonly JsonValue[]).flatMap((row) => {
    if (!isObject(row)) return [];
    const { userId, name, certNo, eligible } = row;
    if (typeof userId !== 'string') return [];
    return [
      {
        userId,
        name: typeof name === 'string' ? name : userId,
        note: typeof certNo === 'string' ? certNo : '',
        isEligible: eligible !== false,
      },
    ];
  });
}
