import * as fc from 'fast-check';

/** The seed of every random test of this run: fixed, so that a change alone turns a test red, unless `FC_SEED` names one or the run is deep. */
export const SEED = Number(
  process.env['FC_SEED'] ?? (process.env['DEEP'] === '1' ? Date.now() % 1_000_000_000 : 20_261_122),
);

fc.configureGlobal({ seed: SEED });

export { fc };
