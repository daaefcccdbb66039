import { describe, expect, it } from '@jest/globals';
import type { CommandBody } from '../../../engine/model/commands/command.js';
import type { InstanceDriver } from '../../kit/instance-driver.js';
import { drive, MONDAY } from '../../kit/instance-driver.js';
import { mappings, message, processOf, programOf, timer, value } from '../../kit/process-builder.js';

const HOUR = 3_600_000;

const scopeOf = (run: InstanceDriver, elementId: string): string =>
  Object.values(run.state.scopes).find((scope) => scope.elementId === elementId)?.id ?? '';

function refusal(run: InstanceDriver, body: CommandBody): unknown {
  const outcome = run.send(body);
  return outcome.ok ? 'ok' : outcome.rejection;
}

describe('a sub-process that is done', () => {
  const nested = () =>
    drive(
      programOf(
        processOf('p')
          .start('s')
          .sub('inner', (inner) => {
            inner.start('is').user('work').end('ie').row('is', 'work', 'ie');
            inner.eventSub('remind', timer('duration', 'PT1H'), false, (own) =>
              own.user('reminded').end('re').row('remindStart', 'reminded', 're'),
            );
          })
          .user('after')
          .end('e')
          .row('s', 'inner', 'after', 'e')
          .eventSub('watch', timer('duration', 'PT5H'), false, (own) =>
            own.user('watched').end('we').row('watchStart', 'watched', 'we'),
          )
          .plan(),
      ),
    ).start();

  it('listens no more, while what is around it still does', () => {
    const run = nested();
    expect(Object.values(run.state.timers).map(({ elementId }) => elementId)).toEqual(['watchStart', 'remindStart']);
    run.done('work');
    expect(Object.values(run.state.timers).map(({ elementId }) => elementId)).toEqual(['watchStart']);
    expect(run.fire('watchStart').item('watched')).toBeDefined();
    run.done('after');
    expect(run.state.status).toBe('active');
    expect(run.done('watched').state.status).toBe('completed');
  });

  it('waits for what its event sub-processes have begun', () => {
    const run = nested().fire('remindStart').done('work');
    expect(Object.values(run.state.workItems).map(({ elementId }) => elementId)).toEqual(['reminded']);
    expect(run.done('reminded').item('after')).toBeDefined();
  });

  it('gives outside what its outputs say, or else only what was set outside', () => {
    const plan = (outputs: Readonly<Record<string, string>>) =>
      programOf(
        processOf('p')
          .start('s')
          .sub('inner', (inner) => inner.start('is').user('work').end('ie').row('is', 'work', 'ie'), {
            inputs: mappings({ own: '1' }),
            outputs: mappings(outputs),
          })
          .user('after')
          .end('e')
          .row('s', 'inner', 'after', 'e')
          .plan(),
      );
    const end = (outputs: Readonly<Record<string, string>>) =>
      drive(plan(outputs)).start({ far: 0 }).done('work', { own: 5, far: 2 }).variables;
    expect(end({ sum: 'own + far' })).toEqual({ far: 2, sum: 7 });
    expect(end({})).toEqual({ far: 2 });
  });
});

describe('an event sub-process', () => {
  const listening = (interrupting: boolean) =>
    drive(
      programOf(
        processOf('p')
          .start('s')
          .user('work')
          .end('e')
          .row('s', 'work', 'e')
          .eventSub('told', message('news', '1'), interrupting, (own) =>
            own.user('read').end('re').row('toldStart', 'read', 're'),
          )
          .plan(),
      ),
    ).start({ text: 'old' });

  it('takes over what the message brings, and interrupts only where it says so', () => {
    const gone = listening(true).deliver('toldStart', { text: 'new' });
    expect(gone.variables).toEqual({ text: 'new' });
    expect(Object.values(gone.state.workItems).map(({ elementId }) => elementId)).toEqual(['read']);
    expect(gone.state.scopes[gone.state.rootScopeId]).toMatchObject({ interruptedBy: 'told' });
    expect(gone.state.subscriptions).toEqual({});
    const both = listening(false).deliver('toldStart', { text: 'new' });
    expect(Object.values(both.state.workItems).map(({ elementId }) => elementId)).toEqual(['work', 'read']);
    expect(both.state.scopes[both.state.rootScopeId]).not.toHaveProperty('interruptedBy');
    expect(both.subscription('toldStart')).toBeDefined();
  });
});

describe('activities of an ad-hoc sub-process', () => {
  const mixed = () =>
    drive(
      programOf(
        processOf('p')
          .start('s')
          .and('f')
          .adHoc(
            'any',
            (inner) => {
              inner
                .user('a')
                .user('b')
                .sub('c', (deep) => deep.start('ds').user('d').end('de').row('ds', 'd', 'de'));
              inner.throw('event').xor('gate').user('undo', { isForCompensation: true });
              inner.eventSub('told', message('news', '1'), true, (own) => own.user('read').row('toldStart', 'read'));
            },
            { completionCondition: 'enough' },
          )
          .sub('plain', (inner) => inner.start('ps').user('x').row('ps', 'x'))
          .end('e')
          .row('s', 'f', 'any', 'e')
          .row('f', 'plain', 'e')
          .plan(),
      ),
    ).start({ enough: false });
  const start = (run: InstanceDriver, scopeId: string, activityId: string) =>
    refusal(run, { type: 'startAdHocActivity', scopeId, activityId, variables: {} });

  it('are started by name, and nothing else is', () => {
    const run = mixed();
    const any = scopeOf(run, 'any');
    for (const id of ['event', 'gate', 'undo', 'told', 'read', 'd', 'x', 'any', 'nowhere']) {
      expect([id, start(run, any, id)]).toEqual([id, { code: 'ACTIVITY_NOT_ENABLED' }]);
    }
    expect(['a', 'b', 'c'].map((id) => start(run, any, id))).toEqual(['ok', 'ok', 'ok']);
    expect(run.item('d')).toBeDefined();
  });

  it('are none in another scope, nor once the sub-process is interrupted', () => {
    const run = mixed();
    const any = scopeOf(run, 'any');
    for (const scopeId of [scopeOf(run, 'plain'), run.state.rootScopeId, 's0']) {
      expect(start(run, scopeId, 'a')).toEqual({ code: 'SCOPE_GONE' });
    }
    run.deliver('toldStart');
    expect(start(run, any, 'a')).toEqual({ code: 'SCOPE_GONE' });
    run.done('read').done('x');
    expect(run.state.status).toBe('completed');
  });

  it('are left to end by themselves where the model says so, and no further ones begin', () => {
    const plan = processOf('p')
      .start('s')
      .adHoc('any', (inner) => inner.user('a').user('b'), {
        completionCondition: 'enough',
        cancelRemainingInstances: false,
      })
      .end('e')
      .row('s', 'any', 'e')
      .plan();
    const run = drive(programOf(plan)).start({ enough: false });
    const any = scopeOf(run, 'any');
    for (const id of ['a', 'b']) expect(start(run, any, id)).toBe('ok');
    run.done('a', { enough: true });
    expect(run.state.status).toBe('active');
    expect(start(run, any, 'a')).toEqual({ code: 'ACTIVITY_NOT_ENABLED' });
    expect(run.done('b', { enough: false }).state.status).toBe('completed');
  });
});

describe('a work item', () => {
  const asked = (extra: Parameters<ReturnType<typeof processOf>['user']>[1], variables = {}) =>
    drive(programOf(processOf('p').start('s').user('ask', extra).end('e').row('s', 'ask', 'e').plan())).start(
      variables,
    );

  it('shows form, priority and dates where the model has them, and has none of them else', () => {
    const full = asked({
      form: { formId: value('request'), access: [] },
      priority: value('=10 * 7'),
      dueDate: value('2026-03-05T09:00:00+08:00'),
    }).item('ask');
    expect(full).toMatchObject({ formId: 'request', priority: 70, dueAt: Date.parse('2026-03-05T09:00:00+08:00') });
    const bare = asked({ dueDate: value('=null'), followUpDate: value('') }).item('ask');
    for (const name of ['formId', 'dueAt', 'followUpAt', 'assignee', 'claimedAt'])
      expect(bare).not.toHaveProperty(name);
    expect(bare).toMatchObject({ state: 'ready', priority: 50 });
  });

  it('is held from the beginning by whom the model names', () => {
    const item = asked({ assignee: value('=who') }, { who: 'u-1' }).item('ask');
    expect(item).toMatchObject({ state: 'claimed', assignee: 'u-1', claimedAt: MONDAY });
    expect(asked({ assignee: value('=who') }, { who: null }).incidents).toEqual(['ask NO_CANDIDATES']);
  });

  it('has its inputs in a frame of its own, which goes when it is done', () => {
    const run = asked({ inputs: mappings({ own: 'n + 1' }), outputs: mappings({ sum: 'own + given' }) }, { n: 1 });
    const frame = scopeOf(run, 'ask');
    expect(run.state.scopes[frame]).toMatchObject({ kind: 'task', variables: { own: 2 } });
    run.at += HOUR;
    expect(run.done('ask', { given: 3 }).variables).toEqual({ n: 1, sum: 5 });
    expect(run.state.scopes).not.toHaveProperty(frame);
  });
});
