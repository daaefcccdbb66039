import type { ReactNode } from 'react';
import { checkFormat } from '../../../engine/index.js';
import { writeDate } from '../read/write-date.js';
import { tell } from '../texts.js';
import { controlAttributes, type WidgetProps } from './widget-props.js';

/** A citizen's ID number: capitals while typing, and what the number says about its holder as soon as it is right. */
export function IdNoWidget(props: WidgetProps): ReactNode {
  const { id, value, onChange, around } = props;
  const number = typeof value === 'string' ? value : '';
  const isRight = number.length === 18 && checkFormat('id-no', number, { today: around.today }) === undefined;
  const birth = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const sex = Number(number.charAt(16)) % 2 === 1 ? 'male' : 'female';
  return (
    <>
      <input
        {...controlAttributes(props)}
        className="fv-input fv-id-no"
        type="text"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={24}
        placeholder={props.placeholder}
        value={number}
        onChange={(event) => {
          const next = event.target.value.normalize('NFKC').replace(/\s/g, '').toUpperCase();
          onChange(next === '' ? undefined : next);
        }}
      />
      <span className="fv-found" role="status" id={`${id}__facts`}>
        {isRight &&
          tell(around.lang, 'birthAndSex', { birth: writeDate(birth, around.lang), sex: tell(around.lang, sex) })}
      </span>
    </>
  );
}
