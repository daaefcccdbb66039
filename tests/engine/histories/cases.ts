import { planHash } from '../../../engine/operations/migration/plan-hash.js';
import { planMigration } from '../../../engine/operations/migration/plan-migration.js';
import { planReopening, planUndo, planWithdrawal } from '../../../engine/operations/plan-restoration.js';
import type { InstanceDriver } from '../../kit/instance-driver.js';
import { drive, MONDAY, person } from '../../kit/instance-driver.js';
import { ADMIN, calling, finish, fork, manySub, manyTask, nested, row, WHY } from '../../kit/operation-shapes.js';
import { limit, loop, mappings, message, processOf, programOf, timer, value } from '../../kit/process-builder.js';

const DAY = 86_400_000;
const U = person('u-1', ['clerk']);

/** Returns the only task of an element as its holder. */
function giveBack(run: InstanceDriver, elementId: string, resume: 'direct' | 'onward'): InstanceDriver {
  const item = run.item(elementId);
  if (item.state === 'ready') run.accept({ type: 'claimWorkItem', workItemId: item.id }, U);
  return run.accept({ type: 'returnTask', from: { workItemId: item.id }, to: 'previous', resume, ...WHY }, U);
}

function takeBack(run: InstanceDriver): InstanceDriver {
  const plan = planWithdrawal(run.history, run.state, U.userId);
  return plan.ok ? run.accept(plan.body, U) : run;
}

/** Tasks, a job that fails and is retried, conditions, mappings. */
function plain(): InstanceDriver {
  const plan = processOf('plain')
    .start('start')
    .user('ask', { candidateGroups: value('clerk'), inputs: mappings({ amount: 'sum' }), caseStatus: 'in-review' })
    .xor('which')
    .service('pay', { inputs: mappings({ n: 'sum' }), outputs: mappings({ paid: 'n' }) })
    .script('refuse', '"no"', 'answer')
    .end('done', undefined, { caseStatus: 'closed' })
    .row('start', 'ask', 'which')
    .flow('which', 'pay', 'sum < 100')
    .flow('which', 'refuse', { default: true })
    .row('pay', 'done')
    .row('refuse', 'done')
    .plan();
  const run = drive(programOf(plan)).start({ sum: 5 }).done('ask', { opinion: 'yes' }, U);
  run.accept({ type: 'failJob', jobId: run.job('pay'), retriesLeft: 0, message: 'down' });
  return run.resolve({ sum: 6 }).jobDone('pay');
}

/** Time limits that pause, a suspension that stops the clock, lamps. */
function clocks(): InstanceDriver {
  const plan = processOf('clocks')
    .start('start')
    .user('decide', { limits: [limit('decide', { promised: value('3'), legal: value('5'), pausedIn: ['asking'] })] })
    .user('ask', { caseStatus: 'asking' })
    .end('end')
    .row('start', 'decide', 'ask', 'end')
    .limits(limit('whole', { legal: value('10') }))
    .plan();
  const run = drive(programOf({ ...plan, suspendStopsClock: true })).start();
  run.at = MONDAY + DAY;
  run.accept({ type: 'suspendInstance', ...WHY }, ADMIN);
  run.at = MONDAY + 3 * DAY;
  run.accept({ type: 'resumeInstance' }, ADMIN).fire('decide', 'lamp').done('decide').done('ask');
  return run;
}

/** Events at boundaries, a message, an event sub-process, compensation in reverse order. */
function events(): InstanceDriver {
  const plan = processOf('events')
    .start('start')
    .service('book', { compensationHandlerId: 'unbook' })
    .service('unbook', { isForCompensation: true })
    .user('wait')
    .boundary('late', 'wait', timer('duration', 'PT1H'), false)
    .boundary('news', 'wait', message('news', '"k"'))
    .throw('undo', { kind: 'compensation' })
    .end('told')
    .end('end')
    .row('start', 'book', 'wait', 'end')
    .row('late', 'told')
    .row('news', 'undo', 'end')
    .eventSub('note', message('note', '"k"'), false, (inner) =>
      inner.user('read').end('noted').row('noteStart', 'read', 'noted'),
    )
    .plan();
  const run = drive(programOf(plan))
    .start()
    .jobDone('book', { ticket: 1 })
    .fire('late')
    .deliver('noteStart', { text: 'x' });
  return run.deliver('news').jobDone('unbook').done('read');
}

/** Several people in turn with a way out, and one instance after another. */
function loops(): InstanceDriver {
  const plan = processOf('loops')
    .start('start')
    .user('vote', {
      loop: loop('parallel', {
        collection: 'people',
        inputElement: 'who',
        outputElement: 'vote',
        outputCollection: 'votes',
        completionCondition: 'numberOfCompletedInstances = 2',
      }),
    })
    .user('sign', { loop: loop('sequential', { cardinality: '2' }) })
    .end('end')
    .row('start', 'vote', 'sign', 'end')
    .plan();
  const run = drive(programOf(plan)).start({ people: ['a', 'b', 'c'] });
  return run.done('vote', { vote: 'yes' }).done('vote', { vote: 'no' }).done('sign').done('sign');
}

/** Back, straight back again, and taken back. */
function returned(): InstanceDriver {
  const run = giveBack(drive(fork()).start().done('first').done('b1').done('a1', {}, U), 'a2', 'direct');
  takeBack(run.done('a1', {}, U));
  return finish(run);
}

/** A jump, undone; reopened from its end. */
function jumped(): InstanceDriver {
  const run = drive(nested()).start().done('before');
  run.accept({ type: 'jump', from: { tokenId: run.item('x').tokenId }, elementId: 'after', ...WHY }, ADMIN);
  const undo = planUndo(run.history, run.state);
  if (undo.ok) run.accept({ ...undo.body, ...WHY }, ADMIN);
  finish(run);
  const reopen = planReopening(run.history, run.state);
  if (reopen.ok) run.accept({ ...reopen.body, ...WHY }, ADMIN);
  return run;
}

/** Moved to another plan: renamed, nested, with a step more. */
function migrated(): InstanceDriver {
  const old = drive(row()).start().done('a', {}, U);
  const next = processOf('p')
    .start('start')
    .user('a')
    .sub('around', (inner) => inner.start('s').user('b').user('more').end('e').row('s', 'b', 'more', 'e'))
    .user('c')
    .end('end')
    .row('start', 'a', 'around', 'c', 'end')
    .plan();
  const run = old.onto(programOf(next));
  const mapping = planMigration(old.program.plan, next);
  run.accept({ type: 'migrateInstance', plan: planHash(next), mapping, ...WHY }, ADMIN);
  return finish(run);
}

/** Changed token by token, repaired, ended from outside. */
function modified(): InstanceDriver {
  const run = drive(manySub('parallel')).start().done('before');
  const { scopeId } = run.item('x', 1);
  run.accept({ type: 'modifyInstance', changes: [{ do: 'startBefore', elementId: 'y', scopeId }], ...WHY }, ADMIN);
  run.accept({ type: 'setVariables', variables: { repaired: true }, ...WHY }, ADMIN).done('y');
  return run.accept({ type: 'cancelInstance', ...WHY }, ADMIN);
}

/** What is recorded, by the name of its file. Cases are added, never changed: a new behaviour gets a new case. */
export const CASES: Readonly<Record<string, () => InstanceDriver>> = {
  plain,
  clocks,
  events,
  loops,
  returned,
  jumped,
  migrated,
  modified,
  'withdrawn-loop': () => finish(takeBack(drive(manyTask('sequential')).start().done('before').done('sign', {}, U))),
  'withdrawn-nested': () => finish(takeBack(drive(nested()).start().done('before').done('x').done('y', {}, U))),
  called: () =>
    giveBack(
      drive(calling())
        .start()
        .done('before', {}, U)
        .callDone('sub', { n: 1 }, { x: ['u-x'] }),
      'after',
      'onward',
    ),
  'starter-again': () => {
    const run = drive(row()).start({ n: 1 }).done('a', {}, U);
    run.accept({
      type: 'returnTask',
      from: { tokenId: run.item('b').tokenId },
      to: 'starter',
      resume: 'direct',
      ...WHY,
    });
    return finish(run.done('start', { n: 2 }, person('u-owner')));
  },
};
