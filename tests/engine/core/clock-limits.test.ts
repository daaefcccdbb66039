import { describe, expect, it } from '@jest/globals';
import { lampLimit } from '../../../engine/core/limits.js';
import { planHash } from '../../../engine/operations/migration/plan-hash.js';
import type { JsonObject } from '../../../engine/model/json.js';
import type { TimeLimitPlan } from '../../../engine/model/plan.js';
import type { InstanceDriver } from '../../kit/instance-driver.js';
import { drive, MONDAY } from '../../kit/instance-driver.js';
import { limit, loop, PLAIN_CALENDAR, processOf, programOf, value } from '../../kit/process-builder.js';
import { ADMIN, WHY } from '../../kit/operation-shapes.js';

const shanghai = (text: string) => Date.parse(`${text}+08:00`);
const limits = (run: InstanceDriver) => Object.values(run.state.limits);
const keys = (run: InstanceDriver) =>
  limits(run)
    .map(({ key }) => key)
    .sort();
const fromT0 = (key: string, more: Partial<TimeLimitPlan> = {}) =>
  limit(key, { promised: value('5'), from: 'T0', ...more });
const byKey = (run: InstanceDriver, key: string) => limits(run).find((one) => one.key === key);

/** `decide` waits while `accept` sets T0 (and `again` sets it once more), with whatever stands beside them. */
function beside(decide: readonly TimeLimitPlan[], whole: readonly TimeLimitPlan[] = []) {
  return programOf(
    processOf('p')
      .start('start')
      .and('f')
      .user('decide', { limits: decide })
      .user('accept', {
        limits: [fromT0('own')],
        clock: [{ action: 'start', at: 'receivedAt' }],
      })
      .user('again', { clock: [{ action: 'start', at: 'receivedAt' }] })
      .user('last')
      .end('end')
      .row('start', 'f', 'decide', 'end')
      .row('f', 'accept', 'again', 'last', 'end')
      .limits(...whole)
      .plan(),
  );
}

/** `decide` waits while the case is corrected; then it is accepted, which sets T0, and rests again at the hearing. */
function corrected(decide: readonly TimeLimitPlan[], whole: readonly TimeLimitPlan[] = []) {
  const clock = [{ action: 'start', at: 'receivedAt' }] as const;
  return programOf(
    processOf('p')
      .start('start')
      .and('f')
      .user('decide', { limits: decide })
      .user('correct', { caseStatus: 'correction' })
      .throw('accept', undefined, { caseStatus: 'accepted', clock })
      .user('again')
      .throw('second', undefined, { clock })
      .user('last')
      .end('end')
      .row('start', 'f', 'decide', 'end')
      .row('f', 'correct', 'accept', 'again', 'second', 'last', 'end')
      .limits(...whole)
      .plan(),
  );
}

describe('setting T0', () => {
  it('begins the limits that waited for it, of the process and of what is at work, not of the activity that leaves', () => {
    const run = drive(beside([fromT0('d'), limit('e', { promised: value('3') })], [fromT0('whole')])).start();
    expect(keys(run)).toEqual(['e']);
    run.at = shanghai('2026-03-03T10:00:00');
    run.done('accept', { receivedAt: '2026-03-02T10:00:00+08:00' });
    expect(keys(run)).toEqual(['d', 'e', 'whole']);
    expect(byKey(run, 'd')).toMatchObject({
      elementId: 'decide',
      tokenId: run.item('decide').tokenId,
      startedAt: MONDAY,
      promisedDueAt: shanghai('2026-03-09T17:00:00'),
    });
    expect(byKey(run, 'whole')).not.toHaveProperty('tokenId');
    expect(byKey(run, 'whole')).toMatchObject({ elementId: 'p', startedAt: MONDAY });
    expect(run.timer('p', 'lamp').scopeId).toBe(run.state.rootScopeId);
  });

  it('once more counts the limits from T0 anew, without extensions and pauses of before, and leaves the others', () => {
    const entry = limit('e', { promised: value('3'), pausedIn: ['correction'] });
    const program = corrected(
      [fromT0('d', { pausedIn: ['correction'] }), entry],
      [fromT0('whole', { pausedIn: ['correction'] })],
    );
    const run = drive(program).start();
    run.at = shanghai('2026-03-03T10:00:00');
    run.done('correct', { receivedAt: '2026-03-02T10:00:00+08:00' });
    expect(byKey(run, 'd')).toMatchObject({ pausedUnits: 1, promisedDueAt: shanghai('2026-03-10T17:00:00') });
    const before = byKey(run, 'e');
    run.at = shanghai('2026-03-04T10:00:00');
    run.done('again', { receivedAt: '2026-03-04T09:30:00+08:00' });
    for (const key of ['d', 'whole']) {
      expect(byKey(run, key)).toMatchObject({ startedAt: shanghai('2026-03-04T09:30:00'), extended: 0 });
      expect(byKey(run, key)).not.toHaveProperty('pausedUnits');
      expect(byKey(run, key)?.promisedDueAt).toBe(shanghai('2026-03-11T17:00:00'));
    }
    expect(byKey(run, 'e')).toEqual(before);
    expect(keys(run)).toEqual(['d', 'e', 'whole']);
  });

  it('counts of a pause what lies behind T0, and of one that was over before it nothing', () => {
    const paused = (t0: string, resumed: string) => {
      const run = drive(corrected([fromT0('d', { pausedIn: ['correction'] })])).start();
      run.at = shanghai(resumed);
      run.done('correct', { receivedAt: `${t0}+08:00` });
      return byKey(run, 'd')?.pausedUnits;
    };
    expect(paused('2026-03-03T10:00:00', '2026-03-05T10:00:00')).toBe(2);
    expect(paused('2026-03-05T10:00:00', '2026-03-04T10:00:00')).toBeUndefined();
  });

  it('looks back at the time in which the case rested and its clock with it', () => {
    const plan = processOf('p')
      .start('start')
      .user('accept', { clock: [{ action: 'start', at: 'receivedAt' }] })
      .user('decide', { limits: [fromT0('d')] })
      .end('end')
      .row('start', 'accept', 'decide', 'end')
      .plan();
    const run = drive(programOf({ ...plan, suspendStopsClock: true })).start();
    run.accept({ type: 'suspendInstance', ...WHY }, ADMIN);
    run.at = shanghai('2026-03-04T10:00:00');
    run.accept({ type: 'resumeInstance' }, ADMIN);
    run.done('accept', { receivedAt: '2026-03-02T10:00:00+08:00' });
    expect(byKey(run, 'd')).toMatchObject({ pausedUnits: 2, startedAt: MONDAY });
  });

  it('counts a pause that lasts while T0 is set from T0, or from where the pause began behind it', () => {
    const clock = [{ action: 'start', at: 'receivedAt' }] as const;
    const program = (status: string) =>
      programOf(
        processOf('p')
          .start('start')
          .and('f')
          .user('decide', { limits: [fromT0('d', { pausedIn: ['correction', 'suspended'] })] })
          .user('ask')
          .user('correct', { caseStatus: 'correction' })
          .user('hearing', { caseStatus: status })
          .throw('on', undefined, { caseStatus: 'in-review' })
          .user('accept', { clock })
          .user('again', { clock })
          .end('end')
          .row('start', 'f', 'decide', 'end')
          .row('f', 'ask', 'correct', 'hearing', 'on', 'end')
          .row('f', 'accept', 'again', 'end')
          .plan(),
      );
    const begun = (receivedAt: string, status = 'suspended') => {
      const run = drive(program(status)).start();
      run.at = shanghai('2026-03-03T10:00:00');
      run.done('ask');
      run.at = shanghai('2026-03-05T10:00:00');
      return run.done('accept', { receivedAt: `${receivedAt}+08:00` });
    };
    const over = (run: InstanceDriver) => {
      run.at = shanghai('2026-03-09T10:00:00');
      return byKey(run.done('correct').done('hearing'), 'd');
    };
    const whole = begun('2026-03-02T10:00:00');
    expect(byKey(whole, 'd')).toMatchObject({ pausedSince: shanghai('2026-03-03T10:00:00') });
    expect(over(whole)).toMatchObject({ pausedUnits: 4, promisedDueAt: shanghai('2026-03-13T17:00:00') });
    expect(over(begun('2026-03-04T10:00:00'))).toMatchObject({ pausedUnits: 3 });

    // From one status in which it stands still to the next: T0 set once more there counts no day twice.
    const twice = begun('2026-03-02T10:00:00');
    twice.at = shanghai('2026-03-06T10:00:00');
    twice.done('correct').done('again', { receivedAt: '2026-03-02T10:00:00+08:00' });
    expect(byKey(twice, 'd')).toMatchObject({ pausedUnits: 3, pausedSince: twice.at });
    twice.at = shanghai('2026-03-09T10:00:00');
    expect(byKey(twice.done('hearing'), 'd')).toMatchObject({ pausedUnits: 4 });
  });

  it('counts the rest of a case whose status stood from its beginning', () => {
    const plan = processOf('p')
      .start('start')
      .user('accept', { clock: [{ action: 'start', at: 'receivedAt' }] })
      .user('decide', { limits: [fromT0('d', { pausedIn: ['submitted'] })] })
      .throw('on', undefined, { caseStatus: 'in-review' })
      .end('end')
      .row('start', 'accept', 'decide', 'on', 'end')
      .plan();
    const run = drive(programOf(plan)).start();
    run.at = shanghai('2026-03-04T10:00:00');
    run.done('accept', { receivedAt: '2026-02-27T10:00:00+08:00' });
    expect(byKey(run, 'd')).toMatchObject({ startedAt: shanghai('2026-02-27T10:00:00'), pausedSince: MONDAY });
  });

  it('gives a token on its way to an activity no limit beside the one that it gets when it arrives', () => {
    for (const order of [
      ['t0', 'decide'],
      ['decide', 't0'],
    ]) {
      const builder = processOf('p')
        .start('start')
        .and('f')
        .throw('t0', undefined, { clock: [{ action: 'start', at: '"2026-03-02T10:00:00+08:00"' }] })
        .user('decide', { limits: [fromT0('d')] })
        .user('wait')
        .end('end')
        .row('start', 'f');
      for (const id of order) builder.flow('f', id);
      const run = drive(programOf(builder.row('t0', 'wait', 'end').row('decide', 'end').plan())).start();
      expect(limits(run)).toHaveLength(1);
      expect(byKey(run, 'd')).toMatchObject({ tokenId: run.item('decide').tokenId });
    }
  });

  it('gives tokens that are gathered before an activity no limit until it begins', () => {
    const program = programOf(
      processOf('p')
        .start('start')
        .and('f')
        .user('accept', { clock: [{ action: 'start', at: 'receivedAt' }] })
        .user('x')
        .user('decide', { startQuantity: 2, limits: [fromT0('d')] })
        .end('end')
        .row('start', 'f', 'decide', 'end')
        .row('f', 'accept', 'x', 'decide')
        .plan(),
    );
    const run = drive(program).start().done('accept', { receivedAt: '2026-03-02T10:00:00+08:00' });
    expect(keys(run)).toEqual([]);
    run.done('x');
    expect(keys(run)).toEqual(['d']);
  });

  it('gives a task of several people one limit, and none to each of them', () => {
    const program = programOf(
      processOf('p')
        .start('start')
        .and('f')
        .user('accept', { clock: [{ action: 'start', at: 'receivedAt' }] })
        .user('x')
        .user('sign', { loop: loop('parallel', { cardinality: '3' }), limits: [fromT0('d')] })
        .end('end')
        .row('start', 'f', 'sign', 'end')
        .row('f', 'accept', 'x', 'end')
        .plan(),
    );
    const run = drive(program).start().done('accept', { receivedAt: '2026-03-02T10:00:00+08:00' });
    expect(keys(run)).toEqual(['d']);
    const signers = Object.values(run.state.workItems).filter(({ elementId }) => elementId === 'sign');
    expect(signers.map(({ tokenId }) => tokenId)).not.toContain(byKey(run, 'd')?.tokenId);
  });

  it('gives an activity that an incident keeps from beginning its limit when it begins, one that failed at work at once', () => {
    const program = (task: 'input' | 'work') => {
      const builder = processOf('p')
        .start('start')
        .and('f')
        .user('accept', { clock: [{ action: 'start', at: 'receivedAt' }] })
        .user('x')
        .end('end');
      const waiting = limit('e', { promised: value('=days') });
      if (task === 'input') builder.user('decide', { limits: [fromT0('d'), waiting] });
      else builder.rule('decide', 'unknown', 'n', { limits: [fromT0('d')] });
      return programOf(builder.row('start', 'f', 'decide', 'end').row('f', 'accept', 'x', 'end').plan());
    };
    const failing = (task: 'input' | 'work') => {
      const run = drive(program(task)).start();
      expect(run.incidents).toHaveLength(1);
      return run.done('accept', { receivedAt: '2026-03-02T10:00:00+08:00' });
    };
    const before = failing('input');
    expect(keys(before)).toEqual([]);
    expect(keys(before.resolve({ days: 1 }))).toEqual(['d', 'e']);
    expect(keys(failing('work'))).toEqual(['d']);
  });
});

describe('limits with different keys', () => {
  const two = (action: 'extend' | 'stop', limitKey?: string) => {
    const amount = action === 'extend' ? { amount: '2' } : {};
    return drive(
      programOf(
        processOf('p')
          .start('start')
          .user('a', { clock: [{ action, ...amount, ...(limitKey === undefined ? {} : { limitKey }) }] })
          .user('b')
          .end('end')
          .row('start', 'a', 'b', 'end')
          .limits(limit('one', { legal: value('3') }), limit('two', { legal: value('4') }))
          .plan(),
      ),
    )
      .start()
      .done('a');
  };
  const extended = (run: InstanceDriver) => limits(run).map(({ key, extended: more }) => `${key} ${more}`);

  it('are extended and stopped by their key, or all of them', () => {
    expect(extended(two('extend', 'two'))).toEqual(['one 0', 'two 2']);
    expect(extended(two('extend'))).toEqual(['one 2', 'two 2']);
    expect(extended(two('stop', 'one'))).toEqual(['two 0']);
    expect(extended(two('stop'))).toEqual([]);
  });
});

describe('the units of a limit', () => {
  /** A limit of 3 units that stands still from Thursday 2026-03-05, 16:00, to Monday 2026-03-09, 11:00. */
  const paused = (unit: TimeLimitPlan['unit']) => {
    const program = programOf(
      processOf('p')
        .start('start')
        .and('f')
        .user('decide', { limits: [limit('d', { unit, promised: value('30'), pausedIn: ['suspended'] })] })
        .user('ask')
        .user('hearing', { caseStatus: 'suspended' })
        .throw('on', undefined, { caseStatus: 'in-review' })
        .end('end')
        .row('start', 'f', 'decide', 'end')
        .row('f', 'ask', 'hearing', 'on', 'end')
        .plan(),
    );
    const run = drive(program).start();
    run.at = shanghai('2026-03-05T16:00:00');
    run.done('ask');
    run.at = shanghai('2026-03-09T11:00:00');
    return byKey(run.done('hearing'), 'd')?.pausedUnits;
  };

  it('measure its pauses as well', () => {
    expect(paused('wd')).toBe(2);
    expect(paused('cd')).toBe(4);
    expect(paused('serviceHour')).toBe(10);
  });

  it('decide what its lamp goes by: whole working days, or the time that has passed', () => {
    const one = { id: 'l', key: 'k', elementId: 'a', startedAt: MONDAY, pausedIn: [], extended: 2 } as const;
    expect(lampLimit(PLAIN_CALENDAR, { ...one, unit: 'wd', promised: 5 }).spanWd).toBe(7);
    expect(lampLimit(PLAIN_CALENDAR, { ...one, unit: 'wd' }).spanWd).toBeNull();
    expect(lampLimit(PLAIN_CALENDAR, { ...one, unit: 'cd', promised: 5 }).spanWd).toBeNull();
  });
});

describe('the amount of a limit', () => {
  const task = (promised: string) =>
    drive(
      programOf(
        processOf('p')
          .start('start')
          .user('a', { limits: [limit('a', { promised: value(promised) })] })
          .end('end')
          .row('start', 'a', 'end')
          .plan(),
      ),
    ).start();

  it('may be nothing, and not less', () => {
    expect(limits(task('0'))).toEqual([expect.objectContaining({ promised: 0 })]);
    expect(task('=-1').incidents).toEqual(['a EXPRESSION_FAILED']);
  });
});

describe('the statuses in which a limit stands still, as FEEL', () => {
  const fix = { kind: 'feel', source: 'if config.stops then ["suspended", "rectifying"] else ["suspended"]' } as const;
  const fixing = (pausedIn: TimeLimitPlan['pausedIn'] = fix) =>
    programOf(
      processOf('p')
        .start('start')
        .and('f')
        .user('decide', { limits: [limit('d', { promised: value('3'), pausedIn })] })
        .user('ask')
        .user('repair', { caseStatus: 'rectifying' })
        .throw('on', undefined, { caseStatus: 'in-review' })
        .end('end')
        .row('start', 'f', 'decide', 'end')
        .row('f', 'ask', 'repair', 'on', 'end')
        .plan(),
    );
  const repaired = (config: JsonObject) => {
    const run = drive(fixing()).start({}, { config });
    run.at = shanghai('2026-03-03T11:00:00');
    run.done('ask');
    run.at = shanghai('2026-03-05T11:00:00');
    return byKey(run.done('repair'), 'd');
  };

  it('are found when the limit is made', () => {
    expect(repaired({ stops: true })).toMatchObject({ pausedIn: ['suspended', 'rectifying'], pausedUnits: 2 });
    const running = repaired({ stops: false });
    expect(running).toMatchObject({ pausedIn: ['suspended'] });
    expect(running).not.toHaveProperty('pausedUnits');
  });

  it('may be words in a text or none, and are an incident where they are anything else', () => {
    const made = (source: string) => drive(fixing({ kind: 'feel', source })).start();
    expect(byKey(made('"suspended correction"'), 'd')?.pausedIn).toEqual(['suspended', 'correction']);
    expect(byKey(made('null'), 'd')?.pausedIn).toEqual([]);
    expect(made('[1]').incidents).toEqual(['decide EXPRESSION_FAILED']);
    expect(made('5').incidents).toEqual(['decide EXPRESSION_FAILED']);
  });
});

describe('a lamp that has been raised', () => {
  const program = programOf(
    processOf('p')
      .start('start')
      .and('f')
      .user('decide', { limits: [limit('d', { promised: value('3'), pausedIn: ['suspended'] })] })
      .user('ask')
      .user('hearing', { caseStatus: 'suspended' })
      .throw('on', undefined, { caseStatus: 'in-review' })
      .user('more', { clock: [{ action: 'extend', limitKey: 'd', amount: '10' }] })
      .user('last')
      .end('end')
      .row('start', 'f', 'decide', 'end')
      .row('f', 'ask', 'hearing', 'on', 'more', 'last', 'end')
      .plan(),
  );

  it('is not raised again by a pause of a moment, and is taken back by an extension', () => {
    const run = drive(program).start().fire('decide', 'lamp');
    expect(byKey(run, 'd')?.lamp).toBe('yellow');
    run.done('ask').done('hearing');
    expect(byKey(run, 'd')?.lamp).toBe('yellow');
    expect(run.timer('decide', 'lamp').lamp).toBe('red');
    run.done('more');
    expect(byKey(run, 'd')).not.toHaveProperty('lamp');
    expect(run.timer('decide', 'lamp').lamp).toBe('yellow');
  });

  it('goes up by one colour after the other, and the last leaves no timer', () => {
    const run = drive(program).start().fire('decide', 'lamp').fire('decide', 'lamp');
    expect(byKey(run, 'd')?.lamp).toBe('red');
    expect(run.state.timers).toEqual({});
  });
});

describe('another calendar', () => {
  const off = (...dates: readonly string[]) => ({
    ...PLAIN_CALENDAR,
    years: [
      {
        year: 2026,
        offDays: dates.map((date) => ({ date, name: '测试' })),
        makeupDays: [],
        source: 'test',
        publishedAt: '2026-03-02',
      },
    ],
  });
  const plan = processOf('p')
    .start('start')
    .user('a', { limits: [limit('a', { promised: value('3'), legal: value('5'), pausedIn: ['suspended'] })] })
    .end('end')
    .row('start', 'a', 'end')
    .plan();
  const under = (calendar: typeof PLAIN_CALENDAR) => {
    const program = programOf(plan);
    return { ...program, environment: { ...program.environment, calendar, hash: 'other' } };
  };
  const changed = (calendar: typeof PLAIN_CALENDAR) => {
    const run = drive(programOf(plan)).start().onto(under(calendar));
    const facts = run.history.length;
    run.accept({ type: 'recomputeTimers' });
    return run.history
      .slice(facts)
      .filter(({ type }) => type === 'limitChanged')
      .map(({ data }) => data['limit']);
  };

  it('changes a limit of which one instant moves, and no limit that stays where it is', () => {
    expect(changed(off('2026-03-06'))).toMatchObject([
      { promisedDueAt: shanghai('2026-03-05T17:00:00'), legalDueAt: shanghai('2026-03-10T17:00:00') },
    ]);
    expect(changed(off('2026-05-06'))).toEqual([]);
  });
});

describe('another calendar while a limit stands still', () => {
  it('counts no day of its pauses twice', () => {
    const plan = processOf('p')
      .start('start')
      .and('f')
      .user('a', { limits: [limit('a', { promised: value('5'), pausedIn: ['correction', 'suspended'] })] })
      .user('ask')
      .user('correct', { caseStatus: 'correction' })
      .user('hearing', { caseStatus: 'suspended' })
      .throw('on', undefined, { caseStatus: 'in-review' })
      .end('end')
      .row('start', 'f', 'a', 'end')
      .row('f', 'ask', 'correct', 'hearing', 'on', 'end')
      .plan();
    const program = programOf(plan);
    const calendar = {
      ...PLAIN_CALENDAR,
      years: [
        {
          year: 2026,
          offDays: [{ date: '2026-03-12', name: '测试' }],
          makeupDays: [],
          source: 'test',
          publishedAt: '2026-03-02',
        },
      ],
    };
    const other = { ...program, environment: { ...program.environment, calendar, hash: 'other' } };
    const begun = drive(program).start().done('ask');
    begun.at = shanghai('2026-03-04T10:00:00');
    const run = begun.done('correct').onto(other);
    run.accept({ type: 'recomputeTimers' });
    run.at = shanghai('2026-03-05T10:00:00');
    run.done('hearing');
    expect(byKey(run, 'a')).toMatchObject({ pausedUnits: 3, promisedDueAt: shanghai('2026-03-13T17:00:00') });
  });
});

describe('a migration to other limits', () => {
  const task = (...all: readonly TimeLimitPlan[]) =>
    processOf('p').start('start').user('a', { limits: all }).end('end').row('start', 'a', 'end').plan();
  const migrated = (old: readonly TimeLimitPlan[], next: readonly TimeLimitPlan[]) => {
    const run = drive(programOf(task(...old))).start({ receivedAt: '2026-03-02T10:00:00+08:00' });
    run.at = shanghai('2026-03-03T10:00:00');
    const after = run.onto(programOf(task(...next)));
    const facts = after.history.length;
    const elements = { start: 'start', a: 'a', end: 'end' };
    const mapping = { elements, flows: { 'start>a': 'start>a', 'a>end': 'a>end' } };
    after.accept({ type: 'migrateInstance', plan: planHash(task(...next)), mapping, ...WHY }, ADMIN);
    return {
      limits: limits(after),
      facts: after.history
        .slice(facts)
        .map(({ type }) => type)
        .filter((type) => /^limit/.test(type)),
    };
  };
  const three = limit('x', { promised: value('3'), legal: value('5') });

  it('ends those that are gone, begins those that are new, counts anew those that differ, and leaves the same alone', () => {
    expect(migrated([three], [three]).facts).toEqual([]);
    expect(migrated([three], []).facts).toEqual(['limitEnded']);
    expect(migrated([three], [three, limit('y', { promised: value('1') })])).toMatchObject({
      facts: ['limitStarted'],
      limits: [{ key: 'x' }, { key: 'y', startedAt: MONDAY, tokenId: expect.any(String) }],
    });
    expect(migrated([three], [three, fromT0('t')]).facts).toEqual([]);
  });

  it.each<[string, Partial<TimeLimitPlan>]>([
    ['its promise', { promised: value('4') }],
    ['its legal amount', { legal: value('6') }],
    ['its unit', { unit: 'cd' }],
    ['where it stands still', { pausedIn: ['suspended'] }],
  ])('notices that a limit differs in %s', (_what, more) => {
    expect(migrated([three], [{ ...three, ...more }])).toMatchObject({
      facts: ['limitChanged'],
      limits: [{ key: 'x', startedAt: MONDAY }],
    });
  });

  it('counts the pauses that lie behind it by the statuses and the unit of the new plan', () => {
    const plan = (more: Partial<TimeLimitPlan>) =>
      processOf('p')
        .start('start')
        .and('f')
        .user('a', { limits: [limit('x', { promised: value('5'), ...more })] })
        .user('hearing', { caseStatus: 'suspended' })
        .throw('on', undefined, { caseStatus: 'in-review' })
        .user('last')
        .end('end')
        .row('start', 'f', 'a', 'end')
        .row('f', 'hearing', 'on', 'last', 'end')
        .plan();
    const after = (old: Partial<TimeLimitPlan>, next: Partial<TimeLimitPlan>) => {
      const run = drive(programOf(plan(old))).start();
      run.at = shanghai('2026-03-09T10:00:00');
      run.done('hearing');
      const moved = run.onto(programOf(plan(next)));
      const same = (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, id]));
      const { elements, flows } = plan(next);
      const mapping = { elements: same(Object.keys(elements)), flows: same(Object.keys(flows)) };
      moved.accept({ type: 'migrateInstance', plan: planHash(plan(next)), mapping, ...WHY }, ADMIN);
      return byKey(moved, 'x')?.pausedUnits;
    };
    const paused = { pausedIn: ['suspended'] };
    expect(after({}, paused)).toBe(5);
    expect(after(paused, {})).toBeUndefined();
    expect(after(paused, { ...paused, unit: 'cd' })).toBe(7);
  });
});
