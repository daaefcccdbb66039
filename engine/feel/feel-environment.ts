import { date } from '@bpmn-io/feelin';
import { Temporal } from 'temporal-polyfill';
import { DEFAULT_ZONE } from '../calendar/calendar-data.js';
import type { CalendarData } from '../calendar/calendar-data.js';
import { receivedAt } from '../calendar/instants.js';
import { addWorkingDays } from '../calendar/working-days.js';
import { instantMs, isoInstant } from '../calendar/iso-instant.js';
import type { JsonObject } from '../model/json.js';
import type { FeelWarning } from './feel-problem.js';
import { toJson } from './feel-value.js';

/**
 * What FEEL may see beside the variables. `now` is the command's instant (ms since epoch, UTC) behind the builtins `now()` and
 * `today()`, shown in the calendar's zone; `config` is the variable `config`. What is absent is null in FEEL.
 */
export interface FeelEnvironment {
  readonly calendar?: CalendarData | undefined;
  readonly now?: number | undefined;
  readonly config?: JsonObject | undefined;
}

/**
 * Builtins of ours, known to every expression because their names hold blanks: `working days after(from, n)` is the date n working
 * days after a date or instant, whose own day is not counted; `received at(instant)` is the instant that counts as receipt, the next
 * opening after closing time or on a day off (`domain.md` 3.2). Without a calendar, or for other arguments, they give null.
 */
export const OFFICE_BUILTINS: JsonObject = { 'working days after': null, 'received at': null };

/**
 * The names that the environment adds to a FEEL context. `now` and `today` are always there: without them the interpreter's own would
 * read the machine's clock. A variable with one of these three names is not reachable from FEEL.
 */
export function environmentNames(environment: FeelEnvironment, warnings: FeelWarning[]): Record<string, unknown> {
  const clock = (part: (local: Temporal.ZonedDateTime) => string) => (): unknown => {
    if (environment.now === undefined) {
      warnings.push({ code: 'NO_CLOCK', message: 'now() and today() are not known here' });
      return null;
    }
    const zone = environment.calendar?.zone ?? DEFAULT_ZONE;
    return date(part(Temporal.Instant.fromEpochMilliseconds(environment.now).toZonedDateTimeISO(zone)));
  };
  return {
    now: clock((local) => local.toString({ timeZoneName: 'never' })),
    today: clock((local) => local.toPlainDate().toString()),
    'working days after': (from: unknown, amount: unknown): unknown => {
      const { calendar } = environment;
      const day = calendar === undefined ? undefined : dayOf(from, calendar.zone);
      if (calendar === undefined || day === undefined || !Number.isInteger(amount)) return null;
      return date(addWorkingDays(calendar, day, Number(amount)));
    },
    'received at': (instant: unknown): unknown => {
      const { calendar } = environment;
      const ms = instantOf(instant);
      if (calendar === undefined || ms === undefined) return null;
      return date(isoInstant(calendar.zone, receivedAt(calendar, ms)));
    },
    ...(environment.config === undefined ? {} : { config: environment.config }),
  };
}

/** The civil day of a date or of an instant in the office's zone. */
function dayOf(value: unknown, zone: string): string | undefined {
  const text = toJson(value, () => undefined);
  if (typeof text !== 'string') return undefined;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  const ms = instantOf(text);
  return ms === undefined ? undefined : isoInstant(zone, ms).slice(0, 10);
}

function instantOf(value: unknown): number | undefined {
  const text = toJson(value, () => undefined);
  return typeof text === 'string' ? instantMs(text) : undefined;
}
