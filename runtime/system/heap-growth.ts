import { setFlagsFromString } from 'node:v8';

/**
 * How far the old part of the heap may grow beyond what lived after the last full collection before the next one begins: per cent. By itself V8
 * lets it grow to four times that on a machine with much memory, and never gives most of it back.
 */
export const HEAP_GROWTH_PERCENT = 60;

/** Sets the bound of the heap's growth for this process, from the next collection on. */
export function boundHeapGrowth(percent: number = HEAP_GROWTH_PERCENT): void {
  setFlagsFromString(`--heap-growing-percent=${String(percent)}`);
}
