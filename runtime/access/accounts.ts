import type { Clock } from '../seams/clock.js';
import type { Store } from '../seams/store.js';
import { ACCOUNTS, type AccountRecord } from './access-records.js';
import { hashPassword, verifyNothing, verifyPassword } from './password.js';

const FAILURES = 5;
const LOCK_MS = 15 * 60_000;
const LONGEST_LOCK = 6;

/** How a log-in attempt went. `locked`: too many failures; the password was not looked at. */
export type LoginOutcome =
  | { readonly ok: true; readonly userId: string }
  | { readonly ok: false; readonly code: 'LOGIN_FAILED' | 'LOGIN_LOCKED' };

/** Log-ins and passwords. */
export interface Accounts {
  check(login: string, password: string): Promise<LoginOutcome>;
  /** Adds one account; false when the user id has one already. */
  add(account: { readonly userId: string; readonly login: string }, password: string): Promise<boolean>;
  /** True while nobody can sign in: the office waits for its first administrator. */
  none(): Promise<boolean>;
  /** Adds accounts that do not exist yet, all with one password (sample accounts of demo mode). Gives how many were new. */
  seed(accounts: readonly { readonly userId: string; readonly login: string }[], password: string): Promise<number>;
}

/** Makes accounts over the store: after 5 failures an account is closed for 15 minutes, then for twice as long, and so on. */
export function createAccounts({ store, clock }: { readonly store: Store; readonly clock: Clock }): Accounts {
  const byLogin = async (login: string): Promise<AccountRecord | undefined> =>
    (await store.find(ACCOUNTS, { where: { login }, limit: 1 })).records[0];

  /** Notes the attempt before the password is looked at, so that parallel guesses count, too. */
  const note = async (account: AccountRecord, change: Partial<AccountRecord>): Promise<boolean> =>
    store.compareAndSet(
      ACCOUNTS,
      { revision: account.revision },
      { ...account, ...change, revision: account.revision + 1 },
    );

  return {
    check: async (login, password) => {
      for (let attempt = 0; attempt < 5; attempt += 1) {
        const account = await byLogin(login);
        if (account === undefined) {
          await verifyNothing(password);
          return { ok: false, code: 'LOGIN_FAILED' };
        }
        if (clock.now() < account.lockedUntil) return { ok: false, code: 'LOGIN_LOCKED' };
        if (!(await note(account, failed(account, clock.now())))) continue;
        if (!(await verifyPassword(account.phc, password))) return { ok: false, code: 'LOGIN_FAILED' };
        const noted = await store.get(ACCOUNTS, account._id);
        if (noted !== undefined) await note(noted, { failures: 0, lockedUntil: 0, locks: 0 });
        return { ok: true, userId: account._id };
      }
      return { ok: false, code: 'LOGIN_LOCKED' };
    },
    add: async ({ userId, login }, password) =>
      store.insert(ACCOUNTS, freshAccount(userId, login, await hashPassword(password))),
    none: async () => (await store.count(ACCOUNTS)) === 0,
    seed: async (accounts, password) => {
      const missing = [];
      for (const account of accounts) {
        if ((await store.get(ACCOUNTS, account.userId)) === undefined) missing.push(account);
      }
      if (missing.length === 0) return 0;
      const phc = await hashPassword(password);
      return store.append(
        ACCOUNTS,
        missing.map(({ userId, login }) => freshAccount(userId, login, phc)),
      );
    },
  };
}

function failed(account: AccountRecord, now: number): Partial<AccountRecord> {
  const failures = account.failures + 1;
  if (failures < FAILURES) return { failures };
  const locks = Math.min(account.locks + 1, LONGEST_LOCK);
  return { failures: 0, locks, lockedUntil: now + LOCK_MS * 2 ** (locks - 1) };
}

function freshAccount(userId: string, login: string, phc: string): AccountRecord {
  return { _id: userId, login, phc, failures: 0, lockedUntil: 0, locks: 0, revision: 0 };
}
