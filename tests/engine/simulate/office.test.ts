import { expect, it } from '@jest/globals';
import { openOffice } from '../../../engine/simulate/office.js';
import { MONDAY } from '../../kit/instance-driver.js';
import { mappings, message, PLAIN_CALENDAR, processOf, programOf, signal } from '../../kit/process-builder.js';

const selling = processOf('selling')
  .start('order', { event: message('order') })
  .throw('tell', signal('sold'), { inputs: mappings({ item: 'item' }) })
  .send('ship', { message: { name: 'shipment' }, inputs: mappings({ item: 'item' }) })
  .end('end')
  .row('order', 'tell', 'ship', 'end');
const counting = processOf('counting')
  .start('sold', { event: signal('sold') })
  .catch('shipment', message('shipment', '"another"'))
  .end('counted')
  .row('sold', 'shipment', 'counted');
const archive = processOf('archive')
  .start('shipped', { event: message('shipment') })
  .end('filed')
  .row('shipped', 'filed');

function office(...builders: readonly (typeof selling)[]) {
  const plans = builders.map((builder) => builder.plan());
  return openOffice({
    packages: [],
    programs: new Map(plans.map((plan) => [plan.processId, programOf(plan)])),
    calendar: PLAIN_CALENDAR,
    config: {},
    registers: new Map(),
    fixed: {},
    now: MONDAY,
  });
}

const summary = (instances: ReturnType<ReturnType<typeof office>['instances']>) =>
  instances.map(({ processId, status }) => `${processId} ${status}`);

it('A message begins a process in the simulator, its signal another one, its message a third', () => {
  const world = office(selling, counting, archive);
  expect(world.publish('order', { item: 'tea' })).toBe(true);
  expect(summary(world.instances())).toEqual(['selling completed', 'counting active', 'archive completed']);
});

it('A message that begins nothing is not taken', () => {
  expect(office(selling).publish('shipment', {})).toBe(false);
});
