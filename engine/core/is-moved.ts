import { SYSTEM } from '../model/actor.js';
import type { Program } from '../model/program.js';
import type { InstanceState } from '../model/state.js';
import { transition } from './transition.js';

/**
 * Whether `recomputeTimers` at the instant `at` (ms since the epoch, UTC) would move anything, so that a host leaves instances alone that a
 * change of the calendar does not concern. An instance at rest counts as moved: the host keeps the command for it.
 */
export function isMovedByCalendar(program: Program, state: InstanceState, at: number): boolean {
  const outcome = transition(program, state, { type: 'recomputeTimers', id: 'preview', at, actor: SYSTEM });
  return outcome.ok ? outcome.history.length > 1 : outcome.rejection.code === 'SUSPENDED';
}
