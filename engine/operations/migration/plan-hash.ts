import type { JsonValue } from '../../model/json.js';
import type { ProcessPlan } from '../../model/plan.js';

const HASHES = new WeakMap<ProcessPlan, string>();

/** A short name of a plan's content: plans that are equal as JSON have the same, whatever the order of their keys. Not for security. */
export function planHash(plan: ProcessPlan): string {
  const known = HASHES.get(plan);
  if (known !== undefined) return known;
  const hash = hashOf(plan);
  HASHES.set(plan, hash);
  return hash;
}

function hashOf(plan: ProcessPlan): string {
  const text = canonical(plan as unknown as JsonValue);
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    high = Math.imul(high ^ unit, 2_654_435_761);
    low = Math.imul(low ^ unit, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return [high, low].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('');
}

function canonical(value: JsonValue | undefined): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${(value as readonly JsonValue[]).map(canonical).join(',')}]`;
  const members = Object.entries(value as Readonly<Record<string, JsonValue | undefined>>)
    .filter(([, member]) => member !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
}
