import {
  compileBpmn,
  linkPlan,
  packState,
  SYSTEM,
  transition,
  unpackState,
  type Command,
  type InstanceState,
  type JsonObject,
  type ProcessPlan,
  type Program,
} from '../../engine/index.js';

const AT = 1_795_000_000_000;
const CALENDAR = { zone: 'Asia/Shanghai', opening: [{ from: '09:00', to: '17:00' }], years: [] };
const CLERK = { kind: 'user' as const, userId: 'u', roles: [] };

const ENVIRONMENT = { hash: 'bench', calendar: CALENDAR, decisions: new Map() };

/** The only process of a BPMN text, ready to run. */
export async function programOf(xml: string): Promise<Program> {
  return linkPlan(await planOf(xml), ENVIRONMENT);
}

async function planOf(xml: string): Promise<ProcessPlan> {
  const compiled = await compileBpmn(xml);
  const plan = compiled.ok ? compiled.plans[0] : undefined;
  if (plan === undefined) throw new Error(compiled.ok ? 'no process' : JSON.stringify(compiled.problems));
  return plan;
}

/** The process of a BPMN text with so many more copies of one of its tasks: larger than what may be deployed. */
export async function grownProgram(xml: string, taskId: string, size: number): Promise<Program> {
  const plan = await planOf(xml);
  const model = plan.elements[taskId];
  if (model === undefined) throw new Error(`no ${taskId}`);
  const copies = Array.from({ length: size }, (_, index) => `${taskId}copy${index}`);
  const elements = Object.fromEntries(copies.map((id) => [id, { ...model, id, incoming: [], outgoing: [] }]));
  return linkPlan({ ...plan, elements: { ...plan.elements, ...elements } }, ENVIRONMENT);
}

function send(program: Program, state: InstanceState | undefined, command: Command) {
  const outcome = transition(program, state, command);
  if (!outcome.ok) throw new Error(outcome.rejection.code);
  return outcome;
}

/** Starts an instance and lets it run as far as it goes. */
export function start(program: Program, variables: Readonly<Record<string, number>>) {
  const ids = { id: 'c', instanceId: 'i', rootId: 'i' };
  return send(program, undefined, { type: 'startInstance', at: AT, actor: SYSTEM, variables, config: {}, ...ids });
}

/** Claims and completes the first open work item. */
export function completeOne(program: Program, state: InstanceState) {
  const [workItemId = ''] = Object.keys(state.workItems);
  const head = { at: AT, actor: CLERK, workItemId };
  const claimed = send(program, state, { type: 'claimWorkItem', id: 'd', ...head }).state;
  return send(program, claimed, { type: 'completeWorkItem', id: 'e', variables: {}, ...head });
}

/** Starts an instance that waits, saves it as text, restores it and completes it; answers the number of facts of the last command. */
export function roundTrip(program: Program): number {
  const restored = unpackState(JSON.parse(JSON.stringify(packState(start(program, {}).state))) as JsonObject);
  const ended = completeOne(program, restored);
  if (ended.state.status !== 'completed') throw new Error('workload 5 did not end');
  return ended.history.length;
}

/** UTF-8 bytes of one waiting instance as text. */
export function stateBytes(program: Program): number {
  return Buffer.byteLength(JSON.stringify(packState(start(program, {}).state)));
}

/** Heap bytes of each of 5,000 waiting instances. Needs `--expose-gc`. */
export function waitingHeap(program: Program): number {
  const kept: InstanceState[] = [];
  global.gc?.();
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < 5000; index += 1) kept.push(start(program, {}).state);
  global.gc?.();
  return (process.memoryUsage().heapUsed - before) / kept.length;
}
