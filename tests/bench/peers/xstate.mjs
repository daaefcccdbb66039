// XState: statecharts, not BPMN; each workload is written by hand as a machine. A point of reference.
import { assign, createActor, createMachine } from 'xstate';

const numbers = (count) => Array.from({ length: count }, (_, index) => index + 1);

function row(count, extra) {
  const steps = numbers(count).map((one) => [`t${one}`, { ...extra, always: one < count ? `t${one + 1}` : 'end' }]);
  return {
    initial: 'start',
    states: { start: { always: 't1' }, ...Object.fromEntries(steps), end: { type: 'final' } },
  };
}

function beside(count) {
  const region = () => ({ initial: 'run', states: { run: { always: 'done' }, done: { type: 'final' } } });
  const regions = Object.fromEntries(numbers(count).map((one) => [`t${one}`, region()]));
  const fork = { type: 'parallel', states: regions, onDone: 'end' };
  return { initial: 'start', states: { start: { always: 'fork' }, fork, end: { type: 'final' } } };
}

const above =
  (limit) =>
  ({ context }) =>
    context.amount > limit;
const leaf = { always: 'end' };

const MACHINES = {
  1: row(10),
  '1s': {
    context: ({ input }) => ({ ...input }),
    ...row(10, { entry: assign({ n: ({ context }) => context.n + 1 }) }),
  },
  2: {
    context: ({ input }) => ({ ...input }),
    initial: 'start',
    states: {
      start: { always: 'gw' },
      gw: {
        always: [
          { guard: above(1000), target: 'big' },
          { guard: above(100), target: 'medium' },
          { guard: above(10), target: 'small' },
          { target: 'other' },
        ],
      },
      big: leaf,
      medium: leaf,
      small: leaf,
      other: leaf,
      end: { type: 'final' },
    },
  },
  3: beside(10),
  4: beside(100),
  5: { initial: 'approve', states: { approve: { on: { complete: 'end' } }, end: { type: 'final' } } },
};

export async function open({ id }) {
  const machine = createMachine(MACHINES[id]);
  const isDone = (actor) => actor.getSnapshot().status === 'done';
  return {
    run(variables) {
      const actor = createActor(machine, { input: variables });
      actor.start();
      return isDone(actor);
    },
    roundTrip() {
      const waiting = createActor(machine);
      waiting.start();
      const snapshot = JSON.parse(JSON.stringify(waiting.getPersistedSnapshot()));
      const again = createActor(machine, { snapshot });
      again.start();
      again.send({ type: 'complete' });
      return isDone(again);
    },
  };
}
