const LETTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** A fictitious unified social credit code of a sole trader of the district, with its check character (GB 32100-2015). */
export function sampleUscc(index: number): string {
  const body = `92370303MT${String(index).padStart(7, '0')}`;
  const sum = [...body].reduce((total, letter, place) => total + LETTERS.indexOf(letter) * (WEIGHTS[place] ?? 0), 0);
  return body + (LETTERS[(31 - (sum % 31)) % 31] ?? '');
}
