import { transition, type ProcessPlan } from '../../../engine/index.js';
import { programOf } from '../../kit/process-builder.js';
import { FAKE_PACKAGES } from './fake-process.js';
import type { Engine } from './host-world.js';

/** The real engine over these processes; all stand in the one version that fake packages know. */
export function realEngine(...plans: readonly ProcessPlan[]): Engine {
  const programs = new Map(plans.map((plan) => [plan.processId, programOf(plan)]));
  return { packages: { ...FAKE_PACKAGES, programFor: async (processId) => programs.get(processId) }, transition };
}
