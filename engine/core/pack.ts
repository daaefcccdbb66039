import type { JsonObject, JsonValue } from '../model/json.js';
import type { InstanceState } from '../model/state.js';

/** What a member is when the packed form leaves it out; undefined: it is never left out. */
type Defaults = Readonly<Record<string, (id: string, state: JsonObject) => JsonValue | undefined>>;

const same =
  (name: string) =>
  (_id: string, state: JsonObject): JsonValue | undefined =>
    state[name];
const nothing = (): JsonValue => ({});
const nobody = (): JsonValue => [];
const itself = (id: string): JsonValue => id;
const atRoot = same('rootScopeId');

const ofRoot =
  (value: (state: JsonObject) => JsonValue | undefined) =>
  (id: string, state: JsonObject): JsonValue | undefined =>
    id === state['rootScopeId'] ? value(state) : undefined;

/** Members of the outermost record. */
const STATE: Defaults = {
  rootId: same('instanceId'),
  effectSeq: () => 0,
  status: () => 'active',
  caseStatus: () => 'submitted',
  config: nothing,
  clock: nothing,
};

/** The maps of a state, and what the members of their entries are as a rule. */
const PARTS: Readonly<Record<string, Defaults>> = {
  scopes: {
    id: itself,
    kind: ofRoot(() => 'process'),
    elementId: ofRoot((state) => state['processId']),
    variables: nothing,
  },
  tokens: { id: itself, scopeId: atRoot, since: same('startedAt') },
  workItems: {
    id: itself,
    scopeId: atRoot,
    state: () => 'ready',
    candidateUsers: nobody,
    candidateGroups: nobody,
    priority: () => 50,
    createdAt: same('startedAt'),
    limitIds: nobody,
  },
  jobs: { id: itself, scopeId: atRoot, createdAt: same('startedAt'), headers: nothing, variables: nothing },
  timers: { id: itself, scopeId: atRoot },
  subscriptions: { id: itself, scopeId: atRoot, openedAt: same('startedAt') },
  calls: { id: itself, scopeId: atRoot },
  incidents: { id: itself },
  limits: { id: itself },
  performers: {},
};

/**
 * A state without what can be told from the rest of it: empty maps, ids that are keys, members that are as they nearly always are. This
 * is the form in which an instance is stored. `unpackState` gives the state back.
 */
export function packState(state: InstanceState): JsonObject {
  const whole = state as unknown as JsonObject;
  const packed: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(whole)) {
    const defaults = PARTS[key];
    if (defaults === undefined) {
      if (!isDefault(value, STATE[key]?.('', whole))) packed[key] = value;
      continue;
    }
    const entries = Object.entries(value as JsonObject);
    if (entries.length === 0) continue;
    const map: Record<string, JsonValue> = {};
    for (const [id, entry] of entries)
      map[id] = Array.isArray(entry) ? entry : lean(id, entry as JsonObject, defaults, whole);
    packed[key] = map;
  }
  return packed;
}

function lean(id: string, entry: JsonObject, defaults: Defaults, state: JsonObject): JsonObject {
  const packed: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(entry)) {
    if (!isDefault(value, defaults[key]?.(id, state))) packed[key] = value;
  }
  return packed;
}

/** Equal, or both empty: defaults are scalars and empty records and lists. */
function isDefault(value: JsonValue, known: JsonValue | undefined): boolean {
  if (known === undefined || value === known) return known !== undefined;
  if (typeof value !== 'object' || value === null || typeof known !== 'object') return false;
  return Array.isArray(value) === Array.isArray(known) && Object.keys(value).length === 0;
}

/** The state a packed form stands for. */
export function unpackState(packed: JsonObject): InstanceState {
  const state: Record<string, JsonValue> = { ...packed };
  for (const [key, make] of Object.entries(STATE)) fill(state, key, make('', packed));
  for (const [key, defaults] of Object.entries(PARTS)) {
    const map: Record<string, JsonValue> = {};
    for (const [id, entry] of Object.entries((packed[key] ?? {}) as JsonObject)) {
      if (Array.isArray(entry)) {
        map[id] = entry;
        continue;
      }
      const whole: Record<string, JsonValue> = { ...(entry as JsonObject) };
      for (const [member, make] of Object.entries(defaults)) fill(whole, member, make(id, state));
      map[id] = whole;
    }
    state[key] = map;
  }
  return state as unknown as InstanceState;
}

function fill(record: Record<string, JsonValue>, key: string, value: JsonValue | undefined): void {
  if (record[key] === undefined && value !== undefined) record[key] = value;
}
