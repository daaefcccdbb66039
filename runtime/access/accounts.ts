import type { Clock } from '../seams/clock.js';
import type { Store } from '../seams/store.js';
import { ACCOUNTS, type AccountRecord } from './access-records.js';
import { hashPassword, verifyNothing, verifyPassword } from './password.js';

const FAILURES = 5;
const LOCK_MS = 15 * 60_000;
const LONGEST_LOCK = 6;
const TRIES = 5;

/** How a log-in attempt went. `locked`: too many failures; the secret was not looked at. */
export type LoginOutcome =
  | { readonly ok: true; readonly userId: string }
  | { readonly ok: false; readonly code: 'LOGIN_FAILED' | 'LOGIN_LOCKED' };

/** Who an account belongs to, and the name it signs in with. */
export interface AccountName {
  readonly userId: string;
  readonly login: string;
}

/** How an account stands, for those who look after people. Instants in ms since the epoch. */
export interface AccountState {
  readonly hasPassword: boolean;
  /** Until when a one-time code sets a password; absent when there is none. */
  readonly codeUntil?: number;
  /** Until when no attempt is looked at; absent when attempts are. */
  readonly lockedUntil?: number;
}

/** Log-ins and passwords. */
export interface Accounts {
  check(login: string, password: string): Promise<LoginOutcome>;
  /** Adds one account; false when the user id has one already. */
  add(account: AccountName, password: string): Promise<boolean>;
  /** Makes a code the only way in, once, until an instant: the password is gone. Makes the account when there is none. */
  setCode(account: AccountName, code: string, until: number): Promise<void>;
  /** Sets a password by such a code; wrong codes count like wrong passwords. */
  redeem(login: string, code: string, password: string): Promise<LoginOutcome>;
  /** Sets another password by the present one, which counts like a log-in. */
  change(userId: string, present: string, next: string): Promise<LoginOutcome>;
  /** Forgets failures: the person may try again at once. False when there is no account. */
  unlock(userId: string): Promise<boolean>;
  /** How an account stands; undefined when there is none. */
  stateOf(userId: string): Promise<AccountState | undefined>;
  /** True while nobody can sign in: the office waits for its first administrator. */
  none(): Promise<boolean>;
  /** Adds accounts that do not exist yet, all with one password (sample accounts of demo mode). Gives how many were new. */
  seed(accounts: readonly AccountName[], password: string): Promise<number>;
}

/** Makes accounts over the store: after 5 failures an account is closed for 15 minutes, then for twice as long, and so on. */
export function createAccounts({ store, clock }: { readonly store: Store; readonly clock: Clock }): Accounts {
  const byLogin = async (login: string): Promise<AccountRecord | undefined> =>
    (await store.find(ACCOUNTS, { where: { login }, limit: 1 })).records[0];

  const write = (account: AccountRecord, next: AccountRecord): Promise<boolean> =>
    store.compareAndSet(ACCOUNTS, { revision: account.revision }, { ...next, revision: account.revision + 1 });

  /** Changes an account however often somebody else was faster; false when there is none. */
  const change = async (userId: string, to: (account: AccountRecord) => AccountRecord): Promise<boolean> => {
    for (;;) {
      const account = await store.get(ACCOUNTS, userId);
      if (account === undefined) return false;
      if (await write(account, to(account))) return true;
    }
  };

  /** One attempt with a secret. It is noted before the secret is looked at, so that parallel guesses count, too. */
  const attempt = async (
    find: () => Promise<AccountRecord | undefined>,
    secret: string,
    phcOf: (account: AccountRecord) => string | undefined,
  ): Promise<LoginOutcome> => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const account = await find();
      const phc = account === undefined ? undefined : phcOf(account);
      if (account !== undefined && clock.now() < account.lockedUntil) return { ok: false, code: 'LOGIN_LOCKED' };
      if (account !== undefined && !(await write(account, { ...account, ...failed(account, clock.now()) }))) continue;
      if (account === undefined || phc === undefined || phc === '') {
        await verifyNothing(secret);
        return { ok: false, code: 'LOGIN_FAILED' };
      }
      if (!(await verifyPassword(phc, secret))) return { ok: false, code: 'LOGIN_FAILED' };
      return { ok: true, userId: account._id };
    }
    return { ok: false, code: 'LOGIN_LOCKED' };
  };

  const liveCode = ({ code }: AccountRecord): string | undefined =>
    code === undefined || clock.now() >= code.until ? undefined : code.phc;

  return {
    check: async (login, password) => {
      const outcome = await attempt(
        () => byLogin(login),
        password,
        ({ phc }) => phc,
      );
      if (outcome.ok) await change(outcome.userId, (account) => ({ ...account, ...NO_FAILURES }));
      return outcome;
    },
    add: async ({ userId, login }, password) =>
      store.insert(ACCOUNTS, freshAccount(userId, login, await hashPassword(password))),
    setCode: async ({ userId, login }, code, until) => {
      const set = { phc: '', login, code: { phc: await hashPassword(code), until } };
      await store.insert(ACCOUNTS, freshAccount(userId, login, ''));
      await change(userId, (account) => ({ ...account, ...set, ...NO_FAILURES }));
    },
    redeem: async (login, code, password) => {
      const outcome = await attempt(() => byLogin(login), code, liveCode);
      if (!outcome.ok) return outcome;
      const phc = await hashPassword(password);
      let isMine = false;
      await change(outcome.userId, (account) => {
        // Of two who use the code at once one wins.
        isMine = account.code !== undefined;
        return isMine ? withPassword(account, phc) : account;
      });
      return isMine ? outcome : { ok: false, code: 'LOGIN_FAILED' };
    },
    change: async (userId, present, next) => {
      const outcome = await attempt(
        () => store.get(ACCOUNTS, userId),
        present,
        ({ phc }) => phc,
      );
      if (!outcome.ok) return outcome;
      const phc = await hashPassword(next);
      await change(userId, (account) => withPassword(account, phc));
      return outcome;
    },
    unlock: (userId) => change(userId, (account) => ({ ...account, ...NO_FAILURES })),
    stateOf: async (userId) => {
      const account = await store.get(ACCOUNTS, userId);
      if (account === undefined) return undefined;
      const now = clock.now();
      return {
        hasPassword: account.phc !== '',
        ...(account.code !== undefined && now < account.code.until ? { codeUntil: account.code.until } : {}),
        ...(now < account.lockedUntil ? { lockedUntil: account.lockedUntil } : {}),
      };
    },
    none: async () => (await store.count(ACCOUNTS, {}, undefined, 1)) === 0,
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

const NO_FAILURES = { failures: 0, lockedUntil: 0, locks: 0 } as const;

/** With another password; a code that was still open is worth nothing any more. */
function withPassword({ code: _code, ...account }: AccountRecord, phc: string): AccountRecord {
  return { ...account, ...NO_FAILURES, phc };
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
