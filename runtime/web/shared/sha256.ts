/** First 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, section 4.2.2). */
const K = primesTo(64).map((prime) => fraction(Math.cbrt(prime)));
/** The same of the square roots of the first eight (section 5.3.3). */
const START = primesTo(8).map((prime) => fraction(Math.sqrt(prime)));

function primesTo(count: number): readonly number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n += 1) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
}

function fraction(root: number): number {
  return Math.floor((root % 1) * 2 ** 32) >>> 0;
}

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

function padded(bytes: Uint8Array): DataView {
  const size = Math.ceil((bytes.length + 9) / 64) * 64;
  const block = new Uint8Array(size);
  block.set(bytes);
  block[bytes.length] = 0x80;
  const view = new DataView(block.buffer);
  view.setUint32(size - 4, bytes.length * 8);
  return view;
}

function mix(state: readonly number[], view: DataView, from: number): readonly number[] {
  const words = Array.from({ length: 16 }, (_, at) => view.getUint32(from + at * 4));
  const word = (at: number): number => words[at] ?? 0;
  for (let at = 16; at < 64; at += 1) {
    const [low, high] = [word(at - 15), word(at - 2)];
    const first = turn(low, 7) ^ turn(low, 18) ^ (low >>> 3);
    const second = turn(high, 17) ^ turn(high, 19) ^ (high >>> 10);
    words.push((word(at - 16) + first + word(at - 7) + second) >>> 0);
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let at = 0; at < 64; at += 1) {
    const choose = (e & f) ^ (~e & g);
    const high = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choose + (K[at] ?? 0) + word(at)) >>> 0;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const low = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority) >>> 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + high) >>> 0, c, b, a, (high + low) >>> 0];
  }
  return [a, b, c, d, e, f, g, h].map((value, at) => (value + (state[at] ?? 0)) >>> 0);
}

/**
 * SHA-256 in hex (FIPS 180-4) of up to 512 MiB. Written out because browsers give their own only to pages that came over HTTPS, and a proof must be
 * checked everywhere.
 */
export function sha256(bytes: Uint8Array): string {
  const view = padded(bytes);
  let state: readonly number[] = START;
  for (let from = 0; from < view.byteLength; from += 64) state = mix(state, view, from);
  return state.map((word) => word.toString(16).padStart(8, '0')).join('');
}
