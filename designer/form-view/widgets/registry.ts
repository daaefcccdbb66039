import { type ComponentType, lazy } from 'react';
import type { WidgetName } from '../schema/widget-name.js';
import { CheckboxesWidget } from './checkboxes-widget.js';
import { DateWidget } from './date-widget.js';
import { DisplayWidget } from './display-widget.js';
import { FileWidget } from './file-widget.js';
import { IdNoWidget } from './id-no-widget.js';
import { NumberWidget } from './number-widget.js';
import { PromiseWidget } from './promise-widget.js';
import { RadiosWidget } from './radios-widget.js';
import { SelectWidget } from './select-widget.js';
import { SignatureWidget } from './signature-widget.js';
import { TextWidget } from './text-widget.js';
import { TextareaWidget } from './textarea-widget.js';
import type { WidgetProps } from './widget-props.js';

// Few forms ask for these, and none begins with one: they are fetched when they are drawn.
const FormFieldWidget = lazy(async () => ({ default: (await import('./form-field-widget.js')).FormFieldWidget }));
const PeopleWidget = lazy(async () => ({ default: (await import('./people-widget.js')).PeopleWidget }));
const RatingWidget = lazy(async () => ({ default: (await import('./rating-widget.js')).RatingWidget }));
const DateParts = lazy(async () => ({ default: (await import('../calendar/part-fields.js')).DateParts }));
const TimeParts = lazy(async () => ({ default: (await import('../calendar/part-fields.js')).TimeParts }));
const MonthParts = lazy(async () => ({ default: (await import('../calendar/part-fields.js')).MonthParts }));

/** The component of each widget. A new widget is a file here, a line in this table, and its name in `WidgetName`. */
export const WIDGETS: Readonly<Record<WidgetName, ComponentType<WidgetProps>>> = {
  text: TextWidget,
  textarea: TextareaWidget,
  number: NumberWidget,
  select: SelectWidget,
  radios: RadiosWidget,
  checkboxes: CheckboxesWidget,
  promise: PromiseWidget,
  date: DateWidget,
  'date-parts': DateParts,
  time: TimeParts,
  month: MonthParts,
  file: FileWidget,
  signature: SignatureWidget,
  'id-no': IdNoWidget,
  rating: RatingWidget,
  people: PeopleWidget,
  'form-field': FormFieldWidget,
  display: DisplayWidget,
};

/** Widgets made of several controls: their label is the legend of a group. */
export const GROUP_WIDGETS: ReadonlySet<string> = new Set([
  'radios',
  'checkboxes',
  'rating',
  'people',
  'signature',
  'date-parts',
  'time',
  'month',
]);
