import type { FaultPoint, Faults } from '../seams/faults.js';

const POINTS: readonly FaultPoint[] = [
  'commit:before',
  'commit:after',
  'relay:before',
  'relay:projection',
  'relay:after',
  'job:before',
  'job:after',
];

/** No faults: what runs in an office. */
export const NO_FAULTS: Faults = Object.freeze<Faults>({ hit: () => undefined });

/** One planned fault: the process dies at the `nth` hit (from 1) of `point`. */
export interface PlannedFault {
  readonly point: FaultPoint;
  readonly nth: number;
}

/** Reads `<point>:<n>`, for example `commit:after:3`; undefined when it is malformed. */
export function parseFault(text: string): PlannedFault | undefined {
  const at = text.lastIndexOf(':');
  const point = POINTS.find((one) => one === text.slice(0, at));
  const nth = Number(text.slice(at + 1));
  return point !== undefined && Number.isInteger(nth) && nth > 0 ? { point, nth } : undefined;
}

/** Ends the process by SIGKILL, as a power cut would, at the planned point. For tests only; `kill` can be replaced by a spy. */
export function killFaults(
  plan: PlannedFault,
  kill: (signal: 'SIGKILL') => void = (signal) => process.kill(process.pid, signal),
): Faults {
  let left = plan.nth;
  return {
    hit: (point) => {
      if (point !== plan.point) return;
      left -= 1;
      if (left === 0) kill('SIGKILL');
    },
  };
}
