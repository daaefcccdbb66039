import type { CompiledPackage, ConfigEntry, JsonObject, JsonValue } from '../../engine/index.js';

/** A value in force from `validFrom` (ms since the epoch) instead of the default. */
export interface ConfigOverride {
  readonly key: string;
  readonly value: JsonValue;
  readonly validFrom: number;
  readonly by: string;
  readonly reason: string;
}

/** Why an override is refused: key unknown, another type than the default, or looser than the law (floor, ceiling). */
export type OverrideOutcome =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code: 'CONFIG_UNKNOWN' | 'CONFIG_TYPE' | 'CONFIG_OUT_OF_BOUNDS';
      readonly entry?: ConfigEntry;
    };

/** Configuration of services: defaults of the packages, overridden by date, never looser than the law. */
export interface Configuration {
  /** All values in force at the instant, nested by dots: `{food: {decide: 5}}`. Later packages win over the ones they need. */
  configFor(packages: readonly CompiledPackage[], at: number): Promise<JsonObject>;
  override(packages: readonly CompiledPackage[], override: ConfigOverride): Promise<OverrideOutcome>;
  overrides(): Promise<readonly ConfigOverride[]>;
}
