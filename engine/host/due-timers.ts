import type { HostState, HostTimer } from './host-state.js';

/** The next timer due at or before `at`: the earliest, and of several the one scheduled first. */
export function nextDueTimer(host: HostState, at: number): HostTimer | undefined {
  return Object.values(host.timers)
    .filter((timer) => timer.dueAt <= at)
    .sort((a, b) => a.dueAt - b.dueAt || a.order - b.order)[0];
}

/** The host without a timer that has fired; a cycle schedules itself again by its effect. */
export function withoutTimer(host: HostState, timer: HostTimer): HostState {
  const key = `${timer.instanceId}:${timer.timerId}`;
  if (host.timers[key]?.order !== timer.order) return host;
  const { [key]: _, ...timers } = host.timers;
  return { ...host, timers };
}
