import { date } from '@bpmn-io/feelin';
import { Temporal } from 'temporal-polyfill';
import { DEFAULT_ZONE } from '../calendar/calendar-data.js';
import type { CalendarData } from '../calendar/calendar-data.js';
import type { JsonObject } from '../model/json.js';
import type { FeelWarning } from './feel-problem.js';

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
    ...(environment.config === undefined ? {} : { config: environment.config }),
  };
}
