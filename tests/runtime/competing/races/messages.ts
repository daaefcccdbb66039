import { expect } from '@jest/globals';
import { MESSAGES } from '../../../../runtime/store/collections.js';
import { message, processOf, signal, timer } from '../../../kit/process-builder.js';
import type { Race } from '../kit/race.js';

const receives = processOf('receives')
  .start('s')
  .catch('got', message('paid', 'key'))
  .user('after')
  .end('e')
  .row('s', 'got', 'after', 'e')
  .plan();

const twice = processOf('twice')
  .start('s')
  .catch('first', message('paid', 'key'))
  .catch('second', message('paid', 'key'))
  .user('after')
  .end('e')
  .row('s', 'first', 'second', 'after', 'e')
  .plan();

const interrupted = processOf('interrupted')
  .start('s')
  .user('work')
  .boundary('withdrawn', 'work', message('withdraw', 'key'))
  .user('after')
  .user('gone')
  .end('e1')
  .end('e2')
  .row('s', 'work', 'after', 'e1')
  .row('withdrawn', 'gone', 'e2')
  .plan();

const waitsFirst = processOf('waitsFirst')
  .start('s')
  .user('work')
  .catch('got', message('paid', 'key'))
  .user('after')
  .end('e')
  .row('s', 'work', 'got', 'after', 'e')
  .plan();

const hears = processOf('hears')
  .start('s')
  .catch('heard', signal('alarm'))
  .user('after')
  .end('e')
  .row('s', 'heard', 'after', 'e')
  .plan();
const alarm = processOf('alarm').start('s').throw('ring', signal('alarm')).end('e').row('s', 'ring', 'e').plan();

const either = processOf('either')
  .start('s')
  .eventGateway('which')
  .catch('paid', message('paid', 'key'))
  .catch('late', timer('duration', 'PT1H'))
  .user('afterPaid')
  .user('afterLate')
  .end('e1')
  .end('e2')
  .row('s', 'which', 'paid', 'afterPaid', 'e1')
  .row('which', 'late', 'afterLate', 'e2')
  .plan();

const keyed = (world: { id(name: string): string }): { readonly key: string } => ({ key: world.id('k') });

/** Camunda 7: CompetingMessageCorrelationTest.testConcurrentCorrelationFailsWithOptimisticLockingException. */
const correlation: Race = {
  plans: [receives],
  prepare: async (world) => void (await world.begin('c', 'receives', keyed(world))),
  compete: (world) => [() => world.publish(0, 'paid', 'k', 'm1'), () => world.publish(1, 'paid', 'k', 'm2')],
  judge: async (world, answers) => {
    expect([...answers].sort()).toEqual(['delivered', 'expired']);
    const after = await world.after('c');
    expect(after.waitsAt).toEqual(['after']);
    expect(after.times('messageReceived')).toBe(1);
  },
};

/** The same message, sent again while the first is under way: both are told that it was delivered, and it was once. */
const repetition: Race = {
  plans: [twice],
  prepare: async (world) => void (await world.begin('c', 'twice', keyed(world))),
  compete: (world) => [() => world.publish(0, 'paid', 'k', 'm1'), () => world.publish(1, 'paid', 'k', 'm1')],
  judge: async (world, answers) => {
    expect(answers).toEqual(['delivered', 'delivered']);
    const after = await world.after('c');
    expect(after.waitsAt).toEqual(['second']);
    expect(after.times('messageReceived')).toBe(1);
  },
};

/** Camunda 7: CompetingMessageCorrelationTest.testConcurrentExclusiveCorrelation: two messages, two places that wait one after the other. */
const sequence: Race = {
  plans: [twice],
  prepare: async (world) => void (await world.begin('c', 'twice', keyed(world))),
  compete: (world) => [
    () => world.publish(0, 'paid', 'k', 'm1', 60_000),
    () => world.publish(1, 'paid', 'k', 'm2', 60_000),
  ],
  judge: async (world) => {
    const after = await world.after('c');
    expect(after.waitsAt).toEqual(['after']);
    expect(after.times('messageReceived', 'first')).toBe(1);
    expect(after.times('messageReceived', 'second')).toBe(1);
    expect(await world.store.count(MESSAGES, { correlationKey: world.id('k'), state: 'consumed' })).toBe(2);
  },
};

/** Camunda 7: CompetingMessageCorrelationTest.testConcurrentMessageCorrelationAndTreeCompaction: a message against the completion of its activity. */
const withdrawal: Race = {
  plans: [interrupted],
  prepare: async (world) => void (await world.begin('c', 'interrupted', keyed(world))),
  compete: (world) => [() => world.publish(0, 'withdraw', 'k', 'm1'), world.complete(1, 'c', 'work')],
  judge: async (world, answers) => {
    const after = await world.after('c');
    expect([
      [['delivered', 'WORK_ITEM_GONE'], ['gone']],
      [['expired', 'done'], ['after']],
    ]).toContainEqual([answers, after.waitsAt]);
  },
};

/** A message against the arrival of the one who waits for it: buffered or delivered at once, it is never lost. */
const arrival: Race = {
  plans: [waitsFirst],
  prepare: async (world) => void (await world.begin('c', 'waitsFirst', keyed(world))),
  compete: (world) => [() => world.publish(0, 'paid', 'k', 'm1', 60_000), world.complete(1, 'c', 'work')],
  judge: async (world, answers) => {
    expect(answers[1]).toBe('done');
    expect(['buffered', 'delivered']).toContain(answers[0]);
    const after = await world.after('c');
    expect(after.waitsAt).toEqual(['after']);
    expect(after.times('messageReceived')).toBe(1);
  },
};

/** Camunda 7: CompetingSignalsTest.testCompetingSignals. */
const signals: Race = {
  plans: [hears, alarm],
  prepare: async (world) => {
    await world.begin('c', 'hears');
    await world.begin('d', 'hears');
  },
  compete: (world) => [() => world.start(0, 'ring1', 'alarm'), () => world.start(1, 'ring2', 'alarm')],
  judge: async (world, answers) => {
    expect(answers).toEqual(['done', 'done']);
    for (const name of ['c', 'd']) {
      const after = await world.after(name);
      expect(after.waitsAt).toEqual(['after']);
      expect(after.times('signalReceived')).toBe(1);
    }
  },
};

/** An event gateway: the message against the timer. */
const gateway: Race = {
  plans: [either],
  prepare: async (world) => {
    await world.begin('c', 'either', keyed(world));
    world.clock.advance(3_600_000);
  },
  compete: (world) => [
    () => world.publish(0, 'paid', 'k', 'm1'),
    () => world.hosts[1]?.worker.tick() ?? Promise.resolve(0),
  ],
  judge: async (world, answers) => {
    const after = await world.after('c');
    expect([
      ['delivered', 'afterPaid'],
      ['expired', 'afterLate'],
    ]).toContainEqual([answers[0], after.waitsAt[0]]);
    expect(after.waitsAt).toHaveLength(1);
    expect(after.times('timerFired') + after.times('messageReceived')).toBe(1);
  },
};

/** By name, after Camunda 7's tests of competing transactions where it has one. */
export const MESSAGE_RACES: Readonly<Record<string, Race>> = {
  'message correlation: two messages, one place that waits': correlation,
  'message correlation: one message sent twice': repetition,
  'message correlation: two messages, two places one after the other': sequence,
  'message correlation: a message against the completion of the task it interrupts': withdrawal,
  'message correlation: a message against the arrival of who waits for it': arrival,
  'signal: two signals, two who wait': signals,
  'event gateway: message against timer': gateway,
};
