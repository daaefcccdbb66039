import type { FeedRow } from './feed-records.js';

/** How far one has read the rows of one process: all below `floor`, and of the others those with these ticks. */
export interface WriterPosition {
  readonly floor: number;
  readonly seen: ReadonlySet<number>;
}

/** How far one has read the feed, by process. Together with the feed it says exactly which rows are still to come. */
export type FeedPosition = ReadonlyMap<string, WriterPosition>;

/** Longest text of a position that is read; a browser sends back what it was given, others send anything. */
const LONGEST = 4_000;

const base36 = (value: number): string => value.toString(36);

/** The position as an event id: `<ms>~<writer>.<floor>.<tick - floor>...`, numbers to the base 36. `at` is when it was made. */
export function encodePosition(position: FeedPosition, at: number): string {
  const writers = [...position].map(([writer, { floor, seen }]) =>
    [writer, base36(floor), ...[...seen].filter((tick) => tick >= floor).map((tick) => base36(tick - floor))].join('.'),
  );
  return [base36(at), ...writers].join('~');
}

/** Reads an event id; undefined for anything that is none of ours. */
export function decodePosition(text: string): { readonly at: number; readonly position: FeedPosition } | undefined {
  if (text.length > LONGEST || !/^[0-9a-z]{1,11}(~[0-9A-Za-z]{1,40}(\.[0-9a-z]{1,11})+)*$/.test(text)) return undefined;
  const [at = '', ...writers] = text.split('~');
  const position = new Map<string, WriterPosition>();
  for (const one of writers) {
    const [writer = '', floor = '', ...offsets] = one.split('.');
    const from = parseInt(floor, 36);
    position.set(writer, { floor: from, seen: new Set(offsets.map((offset) => from + parseInt(offset, 36))) });
  }
  return { at: parseInt(at, 36), position };
}

/** Whether a row has been read at this position. */
export function hasRead(position: FeedPosition, { writer, tick }: Pick<FeedRow, 'writer' | 'tick'>): boolean {
  const read = position.get(writer);
  return read !== undefined && (tick < read.floor || read.seen.has(tick));
}
