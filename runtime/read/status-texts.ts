import { STATUS_NAMES, type Text } from '../../engine/index.js';

/** The text of a status; the key itself for a status nobody named. */
export function statusText(status: string): Text {
  return STATUS_NAMES[status] ?? { zh: status, en: status };
}
