import type { CalendarData } from '../calendar/calendar-data.js';
import type { JsonObject } from '../model/json.js';

/**
 * What FEEL may see beside the variables. `now` is the command's instant (ms since epoch, UTC) behind the builtins `now()` and
 * `today()`, shown in the calendar's zone; `config` is the variable `config`. What is absent is null in FEEL.
 */
export interface FeelEnvironment {
  readonly calendar?: CalendarData | undefined;
  readonly now?: number | undefined;
  readonly config?: JsonObject | undefined;
}
