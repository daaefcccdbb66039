import type { FaultPoint, Faults } from '../seams/faults.js';

const POINTS: readonly FaultPoint[] = [
  'commit:before',
  'commit:after',
  'relay:before',
  'relay:projection',
  'relay:after',
  'job:before',
  'job:done',
  'job:after',
];

/** No faults: what runs in an office. */
export const NO_FAULTS: Faults = Object.freeze<Faults>({ hit: () => undefined });

/** One planned fault: the process dies at the `nth` hit (from 1) of `point`, counting only hits on `subject` when one is named. */
export interface PlannedFault {
  readonly point: FaultPoint;
  readonly subject?: string;
  readonly nth: number;
}

/** Reads `<point>[@<subject>]:<n>`, for example `commit:after@completeWorkItem:3`; undefined when it is malformed. */
export function parseFault(text: string): PlannedFault | undefined {
  const at = text.lastIndexOf(':');
  const [place, subject, ...rest] = text.slice(0, Math.max(0, at)).split('@');
  const point = POINTS.find((one) => one === place);
  const nth = Number(text.slice(at + 1));
  if (point === undefined || subject === '' || rest.length > 0 || !Number.isInteger(nth) || nth < 1) return undefined;
  return { point, nth, ...(subject === undefined ? {} : { subject }) };
}

/** Ends the process by SIGKILL, as a power cut would, at the planned point. For tests only; `kill` can be replaced by a spy. */
export function killFaults(
  plan: PlannedFault,
  kill: (signal: 'SIGKILL') => void = (signal) => process.kill(process.pid, signal),
): Faults {
  let left = plan.nth;
  return {
    hit: (point, subject) => {
      if (point !== plan.point || (plan.subject !== undefined && plan.subject !== subject)) return;
      left -= 1;
      if (left === 0) kill('SIGKILL');
    },
  };
}
