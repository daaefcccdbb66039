// The only door of the engine: everything other rooms may use.
export type { Actor } from './model/actor.js';
export { SYSTEM } from './model/actor.js';
export type * from './model/command.js';
export type * from './model/effect.js';
export type * from './model/history.js';
export type * from './model/json.js';
export type * from './model/outcome.js';
export type * from './model/package.js';
export type * from './model/plan.js';
export type * from './model/problem.js';
export type * from './model/program.js';
export type * from './model/state.js';
export type * from './model/text.js';

export type { CalendarData, YearCalendar } from './calendar/calendar-data.js';
export { deadline } from './calendar/deadline.js';
export { closingOf, dateOf, endOfDay, receivedAt } from './calendar/instants.js';
export { lampAt, remaining, yellowAt } from './calendar/lamp.js';
export { parseCalendar } from './calendar/parse-calendar.js';
export { addCalendarDays, addWorkingDays, hasYear, isWorkingDay, workingDaysBetween } from './calendar/working-days.js';

export type { NodeAccess } from './form/field-access.js';
export { accessAt, anyWritableBelow, FULL_ACCESS } from './form/field-access.js';
export { fieldTitle, faultText } from './form/fault-text.js';
export type { FormatName } from './form/formats.js';
export { checkFormat, FORMAT_NAMES, isFormatName, normaliseFormat } from './form/formats.js';
export { mask } from './form/masks.js';
export { nodeSchema, schemaAt } from './form/node-schema.js';
export { isObject, pointerOf, pointerParts, sameJson, valueAt, withValueAt } from './form/pointer.js';
export { resolveAccess } from './form/resolve-access.js';
export type { SchemaFault, ValidateJson } from './form/schema-port.js';
export type { SubmissionFault } from './form/submission-fault.js';
export type { Submission, SubmissionInput } from './form/submission.js';
export { applySubmission, writablePart } from './form/submission.js';
export { hiddenFields, withoutHidden, withoutHiddenRequireds } from './form/visibility.js';

export type { CompiledFeel } from './feel/compile-feel.js';
export { compileFeel } from './feel/compile-feel.js';

export type { CaseStart } from './host/case-variables.js';
export { caseNumber, caseVariables } from './host/case-variables.js';
export { configValues } from './host/config-values.js';
export { instantMs, isoInstant } from './host/iso-instant.js';
