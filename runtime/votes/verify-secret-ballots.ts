import { constants, createDecipheriv, createHash, createPublicKey, verify } from 'node:crypto';

// The part of the second count that concerns ballots without names. Like the rest of it, it uses nothing of the ballot box.

/** The secret part of a vote's file. Keys, signatures and ciphertexts base64url, areas in 0.01 m². */
export interface SecretFile {
  readonly classes: readonly {
    readonly klass: string;
    readonly heads: number;
    readonly area: number;
    readonly publicKey: { readonly n: string; readonly e: string };
  }[];
  readonly shutRoot: string;
  readonly credentials: readonly { readonly unit: string; readonly klass: string }[];
  readonly ballots: readonly {
    readonly klass: string;
    readonly serial: string;
    readonly credential: string;
    readonly n: number;
    readonly closed: {
      readonly iv: string;
      readonly data: string;
      readonly from: string;
      readonly shares: readonly string[];
    };
    readonly proof: string;
    readonly heads: number;
    readonly area: number;
    readonly hash: string;
    readonly choices: unknown;
    /** Opens this ballot and no other. */
    readonly key: string;
  }[];
}

const hex = (text: string): string => createHash('sha256').update(text).digest('hex');
const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
/** JSON with sorted names, of a flat object. */
const flat = (value: Readonly<Record<string, string | number>>): string =>
  `{${Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${JSON.stringify(value[name])}`)
    .join(',')}}`;

/** Choices as text, names sorted at every level: two that say the same are the same text. */
const told = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

function isSigned(text: string, key: { readonly n: string; readonly e: string }, signature: string): boolean {
  const publicKey = createPublicKey({ key: { kty: 'RSA', ...key }, format: 'jwk' });
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return verify('sha384', Buffer.from(text), { key: publicKey, padding, saltLength: 48 }, bytes(signature));
}

function isProved(text: string, point: string, proof: string): boolean {
  const raw = bytes(point);
  const [x, y] = [raw.subarray(1, 33).toString('base64url'), raw.subarray(33).toString('base64url')];
  try {
    const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
    return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, bytes(proof));
  } catch {
    return false;
  }
}

function opened(key: string, iv: string, data: string, bond: string): unknown {
  try {
    const closed = bytes(data);
    const decipher = createDecipheriv('aes-256-gcm', bytes(key), bytes(iv));
    decipher.setAAD(Buffer.from(bond));
    decipher.setAuthTag(closed.subarray(closed.length - 16));
    const text = Buffer.concat([decipher.update(closed.subarray(0, closed.length - 16)), decipher.final()]);
    return JSON.parse(text.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * Checks the secret ballots of a vote: each has a credential of its class, comes from whoever made its number, opens to the choices that were
 * counted, and there are no more of them than credentials; nobody with a credential has another ballot. `tree` gives the root over hashes,
 * `named` are the units with a ballot by name. Gives the faults.
 */
export function checkSecret(
  voteId: string,
  file: SecretFile,
  given: {
    readonly tree: (hashes: readonly string[]) => string;
    readonly units: ReadonlyMap<string, { readonly heads: number; readonly area: number }>;
    readonly named: ReadonlySet<string>;
  },
): readonly string[] {
  const faults: string[] = [];
  const classes = new Map(file.classes.map((one) => [one.klass, one]));
  const used = new Map<string, number>();
  const serials = new Set<string>();
  for (const [index, ballot] of file.ballots.entries()) {
    const place = `secret ballot ${String(index + 1)}`;
    const { klass, serial, credential, n, closed, proof, heads, area, hash, choices, key } = ballot;
    const known = classes.get(klass);
    const text = ['yizhan-secret-ballot-1', voteId, klass, serial, String(n), closed.iv, closed.data, closed.from]
      .concat(closed.shares)
      .join('\n');
    if (known === undefined || known.heads !== heads || known.area !== area) faults.push(`${place}: its weight`);
    if (known === undefined || !isSigned(`yizhan-credential-1\n${voteId}\n${serial}`, known.publicKey, credential))
      faults.push(`${place}: its credential is not the office's`);
    if (!isProved(text, serial, proof)) faults.push(`${place}: it is not its voter's`);
    if (serials.has(serial)) faults.push(`${place}: its credential was spent before`);
    const rest = hex(flat({ digest: hex(text), credential, proof, heads, area }));
    if (hex(flat({ tracker: hex(flat({ voteId, serial })), rest })) !== hash)
      faults.push(`${place}: its hash does not fit`);
    const bond = `yizhan-choices-1\n${voteId}\n${klass}\n${serial}\n${String(n)}`;
    if (choices !== null && told(opened(key, closed.iv, closed.data, bond)) !== told(choices))
      faults.push(`${place}: the choices are not those in it`);
    serials.add(serial);
    used.set(klass, (used.get(klass) ?? 0) + 1);
  }
  const holders = new Set<string>();
  for (const { unit, klass } of file.credentials) {
    const weight = given.units.get(unit);
    const known = classes.get(klass);
    if (weight === undefined || known === undefined || weight.heads !== known.heads || weight.area !== known.area)
      faults.push(`credential of ${unit}: not of its class`);
    if (holders.has(unit)) faults.push(`credential of ${unit}: given twice`);
    if (given.named.has(unit)) faults.push(`unit ${unit} has a credential and a ballot by name`);
    holders.add(unit);
  }
  for (const [klass, count] of used)
    if (count > file.credentials.filter((one) => one.klass === klass).length)
      faults.push(`class ${klass}: more ballots than credentials`);
  if (given.tree(file.ballots.map(({ hash }) => hash).sort()) !== file.shutRoot)
    faults.push('the secret ballots are not those that were shut in');
  return faults;
}
