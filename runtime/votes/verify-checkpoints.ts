import { createHash, createPublicKey, verify } from 'node:crypto';

// Signed states of the box, checked against the ballots in the file. Nothing of the ballot box is used here.

/** Checkpoints as the file has them, with the public keys (PEM) by id. */
export interface CheckpointFile {
  readonly checkpoints: readonly { readonly text: string; readonly signature: string; readonly keyId: string }[];
  readonly keys: Readonly<Record<string, string>>;
}

/** The id of a public key: the first sixteen hex digits of the SHA-256 of its DER form. */
export function keyIdOf(pem: string): string {
  const der = createPublicKey(pem).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex').slice(0, 16);
}

/**
 * Whether every checkpoint is signed by a key of the office, and the ballots lead to it: `heads[n]` is the hash after `n` ballots. `trusted`: a
 * public key (PEM) from somewhere else, then no other one counts. Gives the faults.
 */
export function checkCheckpoints(
  file: CheckpointFile,
  box: {
    readonly voteId: string;
    readonly heads: readonly string[];
    readonly root: string;
    readonly result: string;
    readonly shutRoot: string | undefined;
  },
  trusted?: string,
): readonly string[] {
  const faults: string[] = [];
  const keys = trusted === undefined ? file.keys : { [keyIdOf(trusted)]: trusted };
  const names = new Set<string>();
  for (const { text, signature, keyId } of file.checkpoints) {
    const pem = keys[keyId];
    const state = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const place = `checkpoint ${String(state['name'])}`;
    names.add(String(state['name']));
    if (pem === undefined || keyIdOf(pem) !== keyId) faults.push(`${place}: signed by a key nobody knows`);
    else if (!verify(null, Buffer.from(text), createPublicKey(pem), Buffer.from(signature, 'base64url')))
      faults.push(`${place}: the signature does not fit`);
    if (state['voteId'] !== box.voteId) faults.push(`${place}: of another vote`);
    if (box.heads[Number(state['seq'])] !== state['head']) faults.push(`${place}: the ballots do not lead to it`);
    if (state['shutRoot'] !== undefined && state['shutRoot'] !== box.shutRoot)
      faults.push(`${place}: other secret ballots were shut in`);
    if (state['name'] === 'count' && (state['root'] !== box.root || state['result'] !== box.result))
      faults.push(`${place}: another result was signed`);
  }
  for (const name of ['open', 'end', 'count']) if (!names.has(name)) faults.push(`checkpoint ${name}: missing`);
  return faults;
}
