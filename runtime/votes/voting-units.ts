import { NO_WEIGHT, plus, type Weight } from './thresholds.js';

/** A private part of an estate, as the frozen register has it; `area` in 0.01 m². `owners` are keys of people or companies. */
export interface EstatePart {
  readonly partId: string;
  readonly area: number;
  readonly owners: readonly string[];
  /** What people call it: building, unit and room; the key of the part when absent. */
  readonly label?: string;
  /** Names of the owners, in the order of `owners`. */
  readonly names?: readonly string[];
  /** Unsold or undelivered: all such parts of the developer count as one head together. */
  readonly developer?: boolean;
}

/** All parts with the identical set of owners: one head, the sum of their area, one ballot (`unit` is the key under which it is cast). */
export interface VotingUnit extends Weight {
  readonly unit: string;
  readonly parts: readonly string[];
  readonly labels: readonly string[];
  readonly owners: readonly string[];
  readonly names: readonly string[];
}

const DEVELOPER = 'developer';

/** The voting units of an estate, in the order of their first parts. A part without a known owner belongs to nobody and counts for itself. */
export function votingUnits(parts: readonly EstatePart[]): readonly VotingUnit[] {
  const units = new Map<string, VotingUnit>();
  for (const { partId, area, owners, developer, label = partId, names = [] } of parts) {
    const set = [...new Set(owners)].sort();
    const unit = developer === true ? DEVELOPER : set.length === 0 ? `part:${partId}` : `owners:${set.join('+')}`;
    const known = units.get(unit);
    units.set(unit, {
      unit,
      heads: 1,
      area: (known?.area ?? 0) + area,
      parts: [...(known?.parts ?? []), partId],
      labels: [...(known?.labels ?? []), label],
      owners: set,
      names: known?.names ?? names,
    });
  }
  return [...units.values()];
}

/** All heads and all area of an estate. */
export function wholeOf(units: readonly VotingUnit[]): Weight {
  return units.reduce((sum, unit) => plus(sum, unit), NO_WEIGHT);
}
