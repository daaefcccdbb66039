/** Heads and areas of voting units; areas in 0.01 m², so that every comparison is one of integers. */
export interface Weight {
  readonly heads: number;
  readonly area: number;
}

/** What is asked for: `ordinary` matters pass with more than half of those taking part, `special` ones with three quarters (民法典 278). */
export type MatterKind = 'ordinary' | 'special';

/** Nobody and nothing. */
export const NO_WEIGHT: Weight = Object.freeze({ heads: 0, area: 0 });

/** Both weights together. */
export function plus(a: Weight, b: Weight): Weight {
  return { heads: a.heads + b.heads, area: a.area + b.area };
}

/** Whether enough take part: two thirds of all heads and of all area, the exact figure included. An estate without owners never has enough. */
export function hasQuorum(taking: Weight, all: Weight): boolean {
  const enough = (part: number, whole: number): boolean => whole > 0 && part * 3 >= whole * 2;
  return enough(taking.heads, all.heads) && enough(taking.area, all.area);
}

/** More than half of both: the exact half is not enough. */
export function isMajority(favour: Weight, taking: Weight): boolean {
  return favour.heads * 2 > taking.heads && favour.area * 2 > taking.area;
}

/** Whether a matter passes: enough take part, and of these enough are in favour (for special matters the exact three quarters are enough). */
export function passes(
  kind: MatterKind,
  weights: { readonly all: Weight; readonly taking: Weight; readonly favour: Weight },
): boolean {
  const { all, taking, favour } = weights;
  if (!hasQuorum(taking, all)) return false;
  if (kind === 'ordinary') return isMajority(favour, taking);
  return favour.heads * 4 >= taking.heads * 3 && favour.area * 4 >= taking.area * 3;
}
