import { configValues, type CompiledPackage, type ConfigEntry, type JsonValue } from '../../engine/index.js';
import type { Clock } from '../seams/clock.js';
import type { ConfigOverride, Configuration, OverrideOutcome } from '../seams/configuration.js';
import type { Store, StoreRecord } from '../seams/store.js';
import { collection } from '../store/collections.js';

interface OverrideRecord extends StoreRecord, ConfigOverride {
  readonly decidedAt: number;
}

const OVERRIDES = collection<OverrideRecord>('config');

const kindOf = (value: JsonValue): string => {
  if (Array.isArray(value)) return 'array';
  return value === null ? 'null' : typeof value;
};

/** Entries by key; a package wins over the ones it needs, which come before it. */
const entriesOf = (packages: readonly CompiledPackage[]): ReadonlyMap<string, ConfigEntry> =>
  new Map(packages.flatMap((one) => one.config).map((entry) => [entry.key, entry]));

const judge = (entry: ConfigEntry | undefined, value: JsonValue): OverrideOutcome => {
  if (entry === undefined) return { ok: false, code: 'CONFIG_UNKNOWN' };
  if (kindOf(value) !== kindOf(entry.default)) return { ok: false, code: 'CONFIG_TYPE', entry };
  const low = typeof value === 'number' && entry.floor !== undefined && value < entry.floor;
  const high = typeof value === 'number' && entry.ceiling !== undefined && value > entry.ceiling;
  return low || high || (typeof value === 'number' && !Number.isFinite(value))
    ? { ok: false, code: 'CONFIG_OUT_OF_BOUNDS', entry }
    : { ok: true };
};

/** Configuration over the store: every decision is kept with its date; an override that today's bounds forbid is not applied. */
export function createConfiguration(store: Store, clock: Clock): Configuration {
  const all = async (): Promise<readonly OverrideRecord[]> => {
    const found: OverrideRecord[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.find(OVERRIDES, {
        sort: [{ field: 'validFrom' }, { field: 'decidedAt' }],
        limit: 1000,
        ...(cursor === undefined ? {} : { cursor }),
      });
      found.push(...page.records);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return found;
  };
  return {
    configFor: async (packages, at) => {
      const entries = entriesOf(packages);
      const overrides = (await all())
        .filter((one) => one.validFrom <= at && judge(entries.get(one.key), one.value).ok)
        .map((one): readonly [string, JsonValue] => [one.key, one.value]);
      return configValues([...entries.values()], Object.fromEntries(overrides));
    },
    override: async (packages, override) => {
      const outcome = judge(entriesOf(packages).get(override.key), override.value);
      if (!outcome.ok) return outcome;
      const { key, value, validFrom, by, reason } = override;
      const record: OverrideRecord = {
        _id: `${key}@${String(validFrom)}`,
        key,
        value,
        validFrom,
        by,
        reason,
        decidedAt: clock.now(),
      };
      for (;;) {
        if (await store.insert(OVERRIDES, record)) return outcome;
        const old = await store.get(OVERRIDES, record._id);
        if (old !== undefined && (await store.compareAndSet(OVERRIDES, { decidedAt: old.decidedAt }, record)))
          return outcome;
      }
    },
    overrides: async () =>
      (await all()).map(({ key, value, validFrom, by, reason }) => ({ key, value, validFrom, by, reason })),
  };
}
