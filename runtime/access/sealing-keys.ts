import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { PlatformError } from '../seams/platform-error.js';

/** Master keys of the office by id; new values are sealed with the active one. Each key has 32 bytes. */
export interface KeyRing {
  readonly active: string;
  readonly keys: ReadonlyMap<string, Uint8Array>;
}

interface KeyFile {
  readonly active: string;
  readonly keys: Readonly<Record<string, string>>;
}

const write = (file: string, content: KeyFile): void => {
  const draft = `${file}.new`;
  const handle = openSync(draft, 'w', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(content, null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
};

const newKey = (): readonly [string, string] => [
  `k${randomBytes(4).toString('hex')}`,
  randomBytes(32).toString('base64'),
];

const isKeyFile = (value: unknown): value is KeyFile =>
  typeof value === 'object' &&
  value !== null &&
  'active' in value &&
  typeof value.active === 'string' &&
  'keys' in value &&
  typeof value.keys === 'object' &&
  value.keys !== null;

const read = (file: string): KeyFile => {
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isKeyFile(content) || content.keys[content.active] === undefined) {
    throw new PlatformError('KEY_UNKNOWN', 'the key file has no active key');
  }
  // Nobody else on the machine may read it, whatever a restore or a copy made of its mode.
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
  return content;
};

const ringOf = (content: KeyFile): KeyRing => {
  const keys = new Map(
    Object.entries(content.keys).map(([id, key]) => [id, new Uint8Array(Buffer.from(key, 'base64'))]),
  );
  for (const [id, key] of keys) if (key.length !== 32) throw new PlatformError('KEY_UNKNOWN', `key ${id} is damaged`);
  return { active: content.active, keys };
};

/** The keys in this file; makes the file (mode 0600) with one new key when there is none. Losing it loses every sealed value. */
export function loadKeyRing(file: string): KeyRing {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const [id, key] = newKey();
    write(file, { active: id, keys: { [id]: key } });
  }
  return ringOf(read(file));
}

/** Adds a new active key; older ones stay, so that old values open. */
export function rotateKeyRing(file: string): KeyRing {
  const old = read(file);
  const [id, key] = newKey();
  write(file, { active: id, keys: { ...old.keys, [id]: key } });
  return ringOf(read(file));
}
