import { expect } from '@jest/globals';

/*
 * How many random processes the longest of the engine's tests walk in a short run: as many as the goal says (200), where they would take 300 by
 * themselves. `PROPERTY_RUNS` and `DEEP` are the caller's word and stay.
 */
const LONG = /engine[/\\](operations[/\\]random-|core[/\\](unsound-)?properties)/;

const { testPath = '' } = expect.getState();
if (process.env.DEEP === undefined && LONG.test(testPath)) process.env.PROPERTY_RUNS ??= '200';
