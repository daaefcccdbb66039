import type { FloorNode } from './workloads.js';

interface FloorInstance {
  readonly vars: Record<string, number>;
  readonly log: object[];
  readonly joins: Record<number, number>;
  done: boolean;
}

/**
 * The floor of the same run: a hand-written token loop over a node table with one plain record per step, and no BPMN beyond what the
 * workloads need. With `json` it makes one JSON text of state and log at the end, as an engine must that saves once.
 */
export function runFloor(
  nodes: readonly FloorNode[],
  variables: Readonly<Record<string, number>>,
  json: boolean,
): number {
  const instance: FloorInstance = { vars: { ...variables }, log: [], joins: {}, done: false };
  const queue = [0];
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
    const node = nodes[index];
    if (node === undefined) break;
    const { vars, log, joins } = instance;
    const rounds = node.kind === 'loop' ? (node.count ?? 1) : 1;
    if (node.kind === 'join') {
      joins[index] = (joins[index] ?? 0) + 1;
      if ((joins[index] ?? 0) < (node.count ?? 1)) continue;
    }
    for (let round = 0; round < rounds; round += 1) {
      if (node.kind === 'script') vars['n'] = (vars['n'] ?? 0) + 1;
      log.push({
        seq: log.length,
        instance: 'i',
        element: node.id,
        kind: node.kind,
        type: 'completed',
        at: 1_795_000_000_000,
      });
    }
    if (node.kind === 'end') instance.done = true;
    else if (node.kind === 'choose') {
      const hit = (node.limits ?? []).findIndex((limit) => (vars['amount'] ?? 0) > limit);
      queue.push(node.next[hit < 0 ? node.next.length - 1 : hit] ?? 0);
    } else queue.push(...node.next);
  }
  if (!instance.done) throw new Error('the floor did not end');
  return json ? JSON.stringify(instance).length : instance.log.length;
}

/** The floor of waiting: a plain record is made, saved as text, restored, and completed with one record for each step. */
export function runWaitingFloor(): number {
  const step = (log: object[], element: string) =>
    log.push({ seq: log.length, instance: 'i', element, type: 'completed', at: 1_795_000_000_000 });
  const instance = { id: 'i', vars: {}, waiting: ['approve'], tokens: 1, log: [] as object[] };
  step(instance.log, 'start');
  const restored = JSON.parse(JSON.stringify(instance)) as typeof instance;
  restored.waiting.pop();
  step(restored.log, 'approve');
  step(restored.log, 'end');
  return restored.log.length;
}
