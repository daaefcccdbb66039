import { complete } from '../../engine/core/activity.js';
import type { Behaviour } from '../../engine/elements/behaviour.js';
import { BEHAVIOURS } from '../../engine/elements/registry.js';
import type { ElementPlan } from '../../engine/model/plan.js';
import type { CellOff } from './palette-cell.js';

/** Does what an engine does that reads an element it cannot execute as an empty one. */
const PASS: Behaviour<ElementPlan> = {
  enter: (run, token, element, payload) => complete(run, token, element, payload),
};

/** Never lets its token go. */
const REST: Behaviour<ElementPlan> = { enter: () => undefined };

/** Elements whose whole behaviour is to pass on: switched off they keep their token. */
const PASSING = ['startEvent', 'exclusiveGateway', 'task', 'manualTask'];

type Registry = Record<string, Behaviour<ElementPlan>>;

/** Carries `work` out while a handler is switched off; the registry is as before afterwards, whatever happens. */
export function switchedOff<T>(off: CellOff, work: () => T): T {
  const key = off.element ?? '';
  const registry = BEHAVIOURS as unknown as Registry;
  const original = registry[key];
  if (original === undefined) throw new Error(`no behaviour of ${key} to switch off`);
  const how = off.as ?? (PASSING.includes(key) ? 'rest' : 'pass');
  registry[key] = how === 'rest' ? REST : PASS;
  try {
    return work();
  } finally {
    registry[key] = original;
  }
}
