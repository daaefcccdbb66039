import type { ProcessPlan } from '../../../engine/index.js';
import { processOf, timer } from '../../kit/process-builder.js';

/** Its id. */
export const LIVELY = 'lively';

/** A job, a timer of a second, a task, and a job again. */
export function lively(): ProcessPlan {
  return processOf(LIVELY)
    .start('start')
    .service('before')
    .catch('later', timer('duration', 'PT1S'))
    .user('task')
    .service('after')
    .end('end')
    .row('start', 'before', 'later', 'task', 'after', 'end')
    .plan();
}
