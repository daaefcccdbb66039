import type { Run } from '../../core/run.js';
import type { Triggers } from '../../core/trigger.js';
import { cancel } from './cancel.js';
import { compensation } from './compensation.js';
import { conditional } from './conditional.js';
import { error } from './error.js';
import { escalation } from './escalation.js';
import { link } from './link.js';
import { message } from './message.js';
import { multiple } from './multiple.js';
import { none } from './none.js';
import { signal } from './signal.js';
import { terminate } from './terminate.js';
import { timer } from './timer.js';

/** All triggers of BPMN 2.0.2 tables 10.84 to 10.90: what each does at every position is in its file. */
export const EVENTS: Triggers<Run> = {
  none,
  message,
  timer,
  signal,
  error,
  escalation,
  conditional,
  compensation,
  cancel,
  terminate,
  link,
  multiple,
};
