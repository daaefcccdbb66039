import { hash, verify } from '@node-rs/argon2';

/** Argon2id is the library's default algorithm; a test checks that the PHC string says so. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Each computation takes 19 MiB: more than this many at once would let a flood of log-ins exhaust memory. */
const AT_ONCE = 4;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** Hashes a password with argon2id (m = 19 MiB, t = 2, p = 1); the answer is a PHC string. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, COST));
}

/** Compares a password with a PHC string; false for a string that is none. */
export function verifyPassword(phc: string, password: string): Promise<boolean> {
  return inTurn(() => verify(phc, password).catch(() => false));
}

let decoy: Promise<string> | undefined;

/** Spends the time of a comparison for a login that does not exist, so that answers do not tell which logins exist. */
export async function verifyNothing(password: string): Promise<false> {
  decoy ??= hashPassword('no such account');
  await verifyPassword(await decoy, password);
  return false;
}
