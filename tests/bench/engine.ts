import {
  compileBpmn,
  linkPlan,
  SYSTEM,
  transition,
  type Command,
  type InstanceState,
  type Program,
} from '../../engine/index.js';
import { runFloor } from './floor.js';
import { RUNNING, WAITING_XML, type Workload } from './workloads.js';

const SECONDS = Number(process.env['BENCH_SECONDS'] ?? '0.5');
const REPETITIONS = 5;
const AT = 1_795_000_000_000;
const CALENDAR = { zone: 'Asia/Shanghai', opening: [{ from: '09:00', to: '17:00' }], years: [] };

async function programOf(xml: string): Promise<Program> {
  const compiled = await compileBpmn(xml);
  const plan = compiled.ok ? compiled.plans[0] : undefined;
  if (plan === undefined) throw new Error(compiled.ok ? 'no process' : JSON.stringify(compiled.problems));
  return linkPlan(plan, { hash: 'bench', calendar: CALENDAR, decisions: new Map() });
}

function send(program: Program, state: InstanceState | undefined, command: Command) {
  const outcome = transition(program, state, command);
  if (!outcome.ok) throw new Error(outcome.rejection.code);
  return outcome;
}

function start(program: Program, variables: Readonly<Record<string, number>>) {
  return send(program, undefined, {
    type: 'startInstance',
    id: 'c',
    at: AT,
    actor: SYSTEM,
    instanceId: 'i',
    rootId: 'i',
    variables,
    config: {},
  });
}

/** Instances per second: the median of several timed repetitions after one warm-up. */
function rate(run: (index: number) => void): number {
  const rates: number[] = [];
  for (let repetition = 0; repetition <= REPETITIONS; repetition += 1) {
    const begin = process.hrtime.bigint();
    let count = 0;
    let elapsed = 0;
    while (elapsed < SECONDS) {
      for (let turn = 0; turn < 16; turn += 1) run(count++);
      elapsed = Number(process.hrtime.bigint() - begin) / 1e9;
    }
    if (repetition > 0) rates.push(count / elapsed);
  }
  return rates.sort((a, b) => a - b)[Math.floor(rates.length / 2)] ?? 0;
}

async function running(workload: Workload): Promise<void> {
  const program = await programOf(workload.xml);
  const trial = start(program, workload.variables(3));
  if (trial.state.status !== 'completed') throw new Error(`workload ${workload.id} ended as ${trial.state.status}`);
  let sink = 0;
  const ours = rate((index) => (sink += start(program, workload.variables(index)).history.length));
  const saved = rate((index) => {
    const { state, history } = start(program, workload.variables(index));
    sink += JSON.stringify({ state, history }).length;
  });
  const loop = rate((index) => (sink += runFloor(workload.floor, workload.variables(index), false)));
  const loopSaved = rate((index) => (sink += runFloor(workload.floor, workload.variables(index), true)));
  print(workload.id, workload.title, [
    ['instances/s', ours],
    ['with one JSON', saved],
    ['loop/s', loop],
    ['loop with one JSON', loopSaved],
    ['÷ loop', ours / loop],
    ['÷ loop with JSON', saved / loopSaved],
  ]);
  if (sink < 0) throw new Error('unreachable');
}

async function waiting(): Promise<void> {
  const program = await programOf(WAITING_XML);
  const user = { kind: 'user' as const, userId: 'u', roles: [] };
  const complete = (text: string) => {
    const state = JSON.parse(text) as InstanceState;
    const workItemId = Object.keys(state.workItems)[0] ?? '';
    const claimed = send(program, state, { type: 'claimWorkItem', id: 'd', at: AT, actor: user, workItemId }).state;
    const ended = send(program, claimed, {
      type: 'completeWorkItem',
      id: 'e',
      at: AT,
      actor: user,
      workItemId,
      variables: {},
    });
    if (ended.state.status !== 'completed') throw new Error('workload 5 did not end');
    return ended.history.length;
  };
  let sink = 0;
  const round = rate(() => (sink += complete(JSON.stringify(start(program, {}).state))));
  const bare = rate(
    () => (sink += (JSON.parse(JSON.stringify({ id: sink, waiting: ['approve'] })) as { id: number }).id > -1 ? 1 : 0),
  );
  const state = start(program, {}).state;
  print('5', 'wait, save, restore, claim, complete', [
    ['round trips/s', round],
    ['JSON round trips/s', bare],
    ['÷', round / bare],
  ]);
  const kept: InstanceState[] = [];
  global.gc?.();
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < 5000; index += 1) kept.push(start(program, {}).state);
  global.gc?.();
  const heap = (process.memoryUsage().heapUsed - before) / kept.length;
  print('6', '5,000 instances waiting', [
    ['bytes of one state', Buffer.byteLength(JSON.stringify(state))],
    ['heap bytes each', heap],
  ]);
}

function print(id: string, title: string, figures: readonly (readonly [string, number])[]): void {
  const shown = figures.map(
    ([name, value]) => `${name} ${value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(3)}`,
  );
  console.log(`workload ${id.padEnd(2)} ${title}: ${shown.join(', ')}`);
}

for (const workload of RUNNING) await running(workload);
await waiting();
