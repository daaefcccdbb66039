import { RATING_REGISTER } from '../ratings/rating-records.js';
import type { Office } from '../use-cases/office.js';
import type { RatingFact } from './figures.js';

const MOST = 20_000;
const SETTLED: ReadonlySet<unknown> = new Set(['已整改', '已解释', '督查已复核', '已剔除']);

/** Ratings since the first day of a month (`2026-01`), by the case they are about. */
export async function ratingsBetween(
  office: Office,
  from: string,
): Promise<ReadonlyMap<string, readonly RatingFact[]>> {
  const found = new Map<string, RatingFact[]>();
  if (!office.registers.definitions().some(({ key }) => key === RATING_REGISTER)) return found;
  let cursor: string | undefined;
  let count = 0;
  do {
    const page = await office.registers.find(RATING_REGISTER, {
      sort: { property: 'ratedOn', descending: true },
      limit: 500,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { values } of page.rows) {
      const { caseNumber, level, struck, state, ratedOn } = values;
      if (typeof ratedOn === 'string' && ratedOn < from) return found;
      if (typeof caseNumber !== 'string' || typeof level !== 'number') continue;
      const fact = {
        caseNumber,
        level,
        struck: struck === true,
        isSettled: SETTLED.has(state),
        isFixed: state === '已整改',
      };
      found.set(caseNumber, [...(found.get(caseNumber) ?? []), fact]);
    }
    count += page.rows.length;
    cursor = page.nextCursor;
  } while (cursor !== undefined && count < MOST);
  return found;
}
