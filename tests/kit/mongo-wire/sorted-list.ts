/** Entries in the order of their keys (by code units): insertion and removal in the time of one short shift, walks in both directions. */
export interface SortedList<T> {
  add(key: string, value: T): void;
  remove(key: string): void;
  has(key: string): boolean;
  /** Values with `from <= key < to`, ascending or descending. */
  walk(from: string, to: string, descending?: boolean): Iterable<T>;
  readonly size: number;
}

interface Chunk<T> {
  readonly keys: string[];
  readonly values: T[];
}

const LARGEST = 512;

/** The first index in `keys` whose key is not below `key`. */
function lowerBound(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** An empty list: chunks of at most 512 entries. */
export function createSortedList<T>(): SortedList<T> {
  const chunks: Chunk<T>[] = [];
  let size = 0;

  // The first chunk whose last key is not below `key`.
  const chunkFor = (key: string): number => {
    let low = 0;
    let high = chunks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((chunks[middle]?.keys.at(-1) ?? '') < key) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  const place = (key: string): { readonly chunk: Chunk<T>; readonly at: number } | undefined => {
    const chunk = chunks[chunkFor(key)];
    if (chunk === undefined) return undefined;
    const at = lowerBound(chunk.keys, key);
    return chunk.keys[at] === key ? { chunk, at } : undefined;
  };

  return {
    get size() {
      return size;
    },
    has: (key) => place(key) !== undefined,
    add: (key, value) => {
      if (chunks.length === 0) chunks.push({ keys: [], values: [] });
      const index = Math.min(chunkFor(key), chunks.length - 1);
      const chunk = chunks[index];
      if (chunk === undefined) return;
      const at = lowerBound(chunk.keys, key);
      if (chunk.keys[at] === key) {
        chunk.values[at] = value;
        return;
      }
      chunk.keys.splice(at, 0, key);
      chunk.values.splice(at, 0, value);
      size += 1;
      if (chunk.keys.length > LARGEST) {
        const half = LARGEST / 2;
        chunks.splice(index + 1, 0, { keys: chunk.keys.splice(half), values: chunk.values.splice(half) });
      }
    },
    remove: (key) => {
      const index = chunkFor(key);
      const found = place(key);
      if (found === undefined) return;
      found.chunk.keys.splice(found.at, 1);
      found.chunk.values.splice(found.at, 1);
      size -= 1;
      if (found.chunk.keys.length === 0) chunks.splice(index, 1);
    },
    *walk(from, to, descending = false) {
      if (descending) {
        let index = Math.min(chunkFor(to), chunks.length - 1);
        for (; index >= 0; index -= 1) {
          const chunk = chunks[index];
          if (chunk === undefined) return;
          for (let at = lowerBound(chunk.keys, to) - 1; at >= 0; at -= 1) {
            if ((chunk.keys[at] ?? '') < from) return;
            yield chunk.values[at] as T;
          }
        }
        return;
      }
      for (let index = chunkFor(from); index < chunks.length; index += 1) {
        const chunk = chunks[index];
        if (chunk === undefined) return;
        for (let at = lowerBound(chunk.keys, from); at < chunk.keys.length; at += 1) {
          if ((chunk.keys[at] ?? '') >= to) return;
          yield chunk.values[at] as T;
        }
      }
    },
  };
}
