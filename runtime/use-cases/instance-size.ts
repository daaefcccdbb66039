import type { InstanceState, JsonValue } from '../../engine/index.js';

const measured = new WeakMap<object, number>();
/** What is smaller is measured again instead of remembered: remembering each little object would cost more than it saves. */
const WORTH_REMEMBERING = 2048;

/** About how many bytes a value takes as JSON. Large objects are measured once: nobody changes them. */
export function sizeOf(value: JsonValue | undefined): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 6;
  const known = measured.get(value);
  if (known !== undefined) return known;
  let size = 2;
  if (Array.isArray(value)) for (const item of value as readonly JsonValue[]) size += 1 + sizeOf(item);
  else for (const [name, member] of Object.entries(value)) size += name.length + 4 + sizeOf(member);
  if (size >= WORTH_REMEMBERING) measured.set(value, size);
  return size;
}

/** About how many bytes an instance takes in the store: its maps, large entries measured once as long as they stay the same. */
export function stateSize(state: InstanceState): number {
  const known = measured.get(state);
  if (known !== undefined) return known;
  let size = 500;
  for (const part of Object.values(state) as readonly JsonValue[]) {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) size += sizeOf(part);
    else for (const [id, entry] of Object.entries(part)) size += id.length + 4 + sizeOf(entry);
  }
  measured.set(state, size);
  return size;
}
