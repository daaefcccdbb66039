import { createHash } from 'node:crypto';
import { checkCheckpoints, type CheckpointFile } from './verify-checkpoints.js';
import { checkSecret, type SecretFile } from './verify-secret-ballots.js';

// Counts a vote again from its file alone. Nothing of the ballot box is used here, on purpose: two programs that agree are worth more than
// one that agrees with itself. It needs no more than SHA-256 and integers, and may be read and run by anybody.

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The file as `POST /api/votes/{voteId}/file` gives it. */
export interface VoteFile {
  readonly voteId: string;
  readonly title: string;
  readonly questions: readonly {
    readonly id: string;
    readonly type: string;
    readonly kind?: string;
    readonly seats?: number;
    readonly candidates?: readonly { readonly id: string }[];
  }[];
  readonly root: string;
  readonly result: Json;
  readonly units: readonly { readonly unit: string; readonly heads: number; readonly area: number }[];
  readonly ballots: readonly {
    readonly seq: number;
    readonly prev: string;
    readonly hash: string;
    readonly unit: string;
    readonly way: string;
    readonly at: number;
    readonly heads: number;
    readonly area: number;
    readonly commitment: string;
    readonly choices: Json;
    readonly nonce: string;
  }[];
  /** Ballots without names; absent in a vote by name. */
  readonly secret?: SecretFile;
  /** Signed states of the box; absent where the office had no key yet. */
  readonly signed?: CheckpointFile;
}

/** What the second count found: faults of the box (empty when it is whole), and the figures it came to. */
export interface Recount {
  readonly faults: readonly string[];
  readonly taking: { readonly heads: number; readonly area: number };
  readonly all: { readonly heads: number; readonly area: number };
  readonly quorum: boolean;
  /** In favour by question (`rules`) or by question and candidate (`board/甲`). */
  readonly favour: Readonly<Record<string, { readonly heads: number; readonly area: number }>>;
}

const sorted = (value: Json): Json => {
  if (Array.isArray(value)) return (value as readonly Json[]).map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
};

const digest = (value: Json): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(value)))
    .digest('hex');

const tree = (level: readonly string[]): string => {
  const bytes = (first: number, ...parts: readonly string[]): string => {
    const hash = createHash('sha256').update(Buffer.from([first]));
    for (const part of parts) hash.update(Buffer.from(part, 'hex'));
    return hash.digest('hex');
  };
  const grow = (from: number, to: number): string => {
    if (to - from === 1) return bytes(0, level[from] ?? '');
    let half = 1;
    while (half * 2 < to - from) half *= 2;
    return bytes(1, grow(from, from + half), grow(from + half, to));
  };
  return level.length === 0 ? createHash('sha256').digest('hex') : grow(0, level.length);
};

/**
 * Checks chain, receipts, weights, root and signed checkpoints of a vote's file, and counts it again. `trusted`: a public key of the office (PEM)
 * from somewhere else than the file. Never throws for a file of the right shape.
 */
export function recount(file: VoteFile, trusted?: string): Recount {
  const faults: string[] = [];
  const units = new Map(file.units.map((unit) => [unit.unit, unit]));
  const seen = new Set<string>();
  let previous = '0'.repeat(64);
  file.ballots.forEach((ballot, index) => {
    const { seq, prev, hash, unit, way, at, heads, area, commitment, choices, nonce } = ballot;
    const place = `ballot ${String(index + 1)}`;
    if (seq !== index + 1 || prev !== previous) faults.push(`${place}: the chain is broken`);
    if (digest({ voteId: file.voteId, seq, prev, unit, way, at, heads, area, commitment }) !== hash)
      faults.push(`${place}: its hash does not fit`);
    if (digest({ choices: choices ?? {}, nonce }) !== commitment)
      faults.push(`${place}: the choices are not those handed in`);
    const known = units.get(unit);
    if (known === undefined || known.heads !== heads || known.area !== area)
      faults.push(`${place}: weight of unit ${unit}`);
    if (seen.has(unit)) faults.push(`${place}: unit ${unit} has two ballots`);
    seen.add(unit);
    previous = hash;
  });
  const secret = file.secret?.ballots ?? [];
  if (file.secret !== undefined) faults.push(...checkSecret(file.voteId, file.secret, { tree, units, named: seen }));
  if (file.signed !== undefined) {
    const heads = ['0'.repeat(64), ...file.ballots.map(({ hash }) => hash)];
    const { voteId, root } = file;
    const box = { voteId, heads, root, result: digest(file.result), shutRoot: file.secret?.shutRoot };
    faults.push(...checkCheckpoints(file.signed, box, trusted));
  }
  const counted = [...file.ballots, ...secret].map(({ heads, area, choices }) => ({
    heads,
    area,
    choices: choices as Json,
  }));
  if (tree([...file.ballots, ...secret].map(({ hash }) => hash)) !== file.root)
    faults.push('the root does not fit the ballots');
  const sum = (list: readonly { readonly heads: number; readonly area: number }[]) => ({
    heads: list.reduce((total, one) => total + one.heads, 0),
    area: list.reduce((total, one) => total + one.area, 0),
  });
  const all = sum(file.units);
  const taking = sum(counted);
  const chosen = (path: readonly string[]) =>
    sum(
      counted.filter(({ choices }) => {
        let here: Json | undefined = choices;
        for (const key of path)
          here =
            typeof here === 'object' && here !== null && !Array.isArray(here)
              ? (here as Record<string, Json>)[key]
              : undefined;
        return here === 'for';
      }),
    );
  const favour = Object.fromEntries(
    file.questions.flatMap((question) =>
      question.type === 'election'
        ? (question.candidates ?? []).map(({ id }) => [`${question.id}/${id}`, chosen([question.id, id])] as const)
        : [[question.id, chosen([question.id])] as const],
    ),
  );
  const quorum =
    BigInt(taking.heads) * 3n >= BigInt(all.heads) * 2n && BigInt(taking.area) * 3n >= BigInt(all.area) * 2n;
  return { faults, taking, all, quorum, favour };
}
