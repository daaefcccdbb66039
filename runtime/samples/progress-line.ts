import type { SampleProgress } from './load-samples.js';

const MARK = '@samples ';

/** How far a load has come, as a line of a program's output. */
export function progressLine(progress: SampleProgress): string {
  return `${MARK}${JSON.stringify(progress)}\n`;
}

/** The progress that a line tells; undefined for any other line. */
export function progressOf(line: string): SampleProgress | undefined {
  return line.startsWith(MARK) ? (JSON.parse(line.slice(MARK.length)) as SampleProgress) : undefined;
}
