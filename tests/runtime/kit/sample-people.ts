import { readFileSync } from 'node:fs';

interface Account {
  readonly userId: string;
  readonly login: string;
}

const PEOPLE = JSON.parse(readFileSync('definitions/common/samples/people.json', 'utf8')) as readonly Account[];

/** The login of a sample account by its user id. Throws for an id that nobody has. */
export function loginOf(userId: string): string {
  const account = PEOPLE.find((one) => one.userId === userId);
  if (account === undefined) throw new Error(`no sample account has the id ${userId}`);
  return account.login;
}
