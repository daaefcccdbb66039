/** How a sensitive value is shown to people who may not see it in full. */
export type MaskKind = 'id-no' | 'mobile' | 'name' | 'address' | 'bank-account' | 'hidden';

/** Keeps characters at both ends; a value too short to hide anything becomes stars altogether. */
function keepEnds(value: string, first: number, last: number): string {
  const characters = [...value];
  const hidden = characters.length - first - last;
  if (hidden <= 0) return '*'.repeat(characters.length);
  return characters.slice(0, first).join('') + '*'.repeat(hidden) + characters.slice(characters.length - last).join('');
}

/** 张*明, 张*: the first character, and the last one of three or more. */
function maskName(value: string): string {
  return keepEnds(value, 1, [...value].length > 2 ? 1 : 0);
}

/** The address up to its building, without one up to its estate, without that nothing. */
function maskAddress(value: string): string {
  const building = /^.*?(?:号楼|幢|栋|座)/u.exec(value)?.[0];
  const estate = /^.*?(?:小区|花园|家园|公寓|苑|社区|村)/u.exec(value)?.[0];
  const kept = building ?? estate ?? '';
  return kept === value ? kept : `${kept}***`;
}

/**
 * The masked form of a value; null for `hidden`: such a field is left out, not shown with stars. Never gives more than the table in
 * the rules of the office allow: ID number first 6 and last 4, mobile first 3 and last 4, bank account last 4, name 张*明, address up to
 * the building.
 */
export function mask(kind: MaskKind, value: string): string | null {
  switch (kind) {
    case 'id-no':
      return keepEnds(value, 6, 4);
    case 'mobile':
      return keepEnds(value, 3, 4);
    case 'bank-account':
      return keepEnds(value, 0, 4);
    case 'name':
      return maskName(value);
    case 'address':
      return maskAddress(value);
    case 'hidden':
      return null;
  }
}
