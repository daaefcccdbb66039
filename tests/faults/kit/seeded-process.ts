import type { ProcessPlan } from '../../../engine/index.js';
import { processOf, timer, value } from '../../kit/process-builder.js';

/** A task of clerks; a timer of an hour with a task behind it. */
export function seededProcesses(): readonly ProcessPlan[] {
  const task = { candidateGroups: value('clerk') };
  return [
    processOf('plain').start('s').user('task', task).end('e').row('s', 'task', 'e').plan(),
    processOf('overdue')
      .start('s')
      .catch('later', timer('duration', 'PT1H'))
      .user('task', task)
      .end('e')
      .row('s', 'later', 'task', 'e')
      .plan(),
  ];
}
