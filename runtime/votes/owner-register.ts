import { mask, type JsonObject } from '../../engine/index.js';
import type { JobHandler } from '../seams/job-executor.js';
import type { Registers } from '../seams/registers.js';
import { hashOfUnits } from './prepare-vote.js';
import { partsOf, textOf } from './vote-input.js';
import { votingUnits, wholeOf, type EstatePart } from './voting-units.js';

/** Square metres with two decimals, from 0.01 m². */
const squareMetres = (area: number): string =>
  `${String(Math.floor(area / 100))}.${String(area % 100).padStart(2, '0')}`;

const lineOf = ({ partId, label = partId, area, names = [] }: EstatePart): JsonObject => ({
  label,
  value: `${squareMetres(area)} ㎡　${names.map((name) => mask('name', name) ?? '').join('、')}`,
});

/**
 * `vote.units {estateId, register?, countParking?}` → `{parts, heads, area, unitsHash, lines}`: the owner register of an estate as a vote would
 * freeze it now (heads and area by voting unit, area in 0.01 m²), and what may be posted of it: `lines` `{label, value}`, one a part, names
 * masked. Error NO_VOTERS for an estate without parts.
 */
export function ownerRegister(registers: Registers): JobHandler {
  return async (job) => {
    const input: JsonObject = { ...job.headers, ...job.variables };
    const parts = await partsOf(registers, {
      register: textOf(input['register']) || 'parts',
      estateId: textOf(input['estateId']),
      countParking: input['countParking'] === true,
    });
    if (parts.length === 0)
      return { kind: 'error', code: 'NO_VOTERS', message: 'no part of the estate is registered', variables: {} };
    const units = votingUnits(parts);
    const { heads, area } = wholeOf(units);
    const variables = { parts: parts.length, heads, area, unitsHash: hashOfUnits(units), lines: parts.map(lineOf) };
    return { kind: 'completed', variables };
  };
}
