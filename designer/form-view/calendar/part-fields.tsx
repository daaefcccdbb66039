import { type ReactNode, useState } from 'react';
import type { WidgetProps } from '../widgets/widget-props.js';
import { type DayParts, dayOf, dayParts, daysIn, monthAfter, timeAfter, twoDigits } from './parts.js';
import { partAttributes, PartSelect, PartUnit } from './part-select.js';
import { monthName } from './part-texts.js';

const YEARS_AROUND = 10;
const MINUTES = 5;

/** A time of day `HH:MM`: hour and minute, each from a list, by keyboard or the wheel of a telephone. Minutes in steps of five. */
export function TimeParts(props: WidgetProps): ReactNode {
  const { value, onChange, around } = props;
  const [hour = '', minute = ''] = typeof value === 'string' ? value.split(':') : [];
  return (
    <div className="fv-parts">
      <PartSelect
        field={props}
        part="hour"
        isFirst
        value={hour}
        values={twoDigits(0, 23)}
        onChoose={(next) => onChange(timeAfter(value, { hour: next }))}
      />
      {around.lang === 'en' && <span aria-hidden="true">:</span>}
      <PartSelect
        field={props}
        part="minute"
        value={minute}
        isDisabled={hour === ''}
        values={twoDigits(0, 55, MINUTES)}
        onChoose={(next) => onChange(timeAfter(value, { minute: next }))}
      />
    </div>
  );
}

/** A month `YYYY-MM`: year and month, each from a list. */
export function MonthParts(props: WidgetProps): ReactNode {
  const { value, onChange, around } = props;
  const [year = '', month = ''] = typeof value === 'string' ? value.split('-') : [];
  const now = Number(around.today.slice(0, 4));
  const years = twoDigits(now - YEARS_AROUND, now + YEARS_AROUND);
  return (
    <div className="fv-parts">
      <PartSelect
        field={props}
        part="year"
        isFirst
        value={year}
        values={years}
        onChoose={(next) => onChange(monthAfter(value, { year: next }, around.today))}
      />
      <PartSelect
        field={props}
        part="month"
        value={month}
        values={twoDigits(1, 12)}
        nameOf={(one) => monthName(one, around.lang)}
        onChoose={(next) => onChange(monthAfter(value, { month: next }, around.today))}
      />
    </div>
  );
}

/** A civil date `YYYY-MM-DD` in the language of the page, for a browser that speaks another: the year typed, month and day from lists. */
export function DateParts(props: WidgetProps): ReactNode {
  const { value, onChange, around } = props;
  const [parts, setParts] = useState(() => dayParts(value));
  // A value from outside (a draft, a correction) comes first; parts that are no date yet are only ours.
  const shown = typeof value === 'string' ? dayParts(value) : parts;
  const choose = (part: Partial<DayParts>): void => {
    const next = { ...shown, ...part };
    setParts(next);
    onChange(dayOf(next));
  };
  return (
    <div className="fv-parts">
      <label className="fv-part">
        <input
          {...partAttributes(props, 'year', true)}
          className="fv-input fv-year"
          type="text"
          inputMode="numeric"
          autoComplete="off"
          maxLength={4}
          placeholder={around.today.slice(0, 4)}
          value={shown.year}
          onChange={(event) => choose({ year: event.target.value.replace(/\D/g, '') })}
        />
        <PartUnit part="year" lang={around.lang} />
      </label>
      <PartSelect
        field={props}
        part="month"
        value={shown.month}
        values={twoDigits(1, 12)}
        nameOf={(one) => monthName(one, around.lang)}
        onChoose={(month) => choose({ month })}
      />
      <PartSelect
        field={props}
        part="day"
        value={shown.day}
        values={twoDigits(1, daysIn(shown.year, shown.month))}
        nameOf={(one) => String(Number(one))}
        onChoose={(day) => choose({ day })}
      />
    </div>
  );
}
