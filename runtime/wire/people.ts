import type { Text } from '../../engine/index.js';

/** What somebody who looks after people says of one. */
export interface PersonFields {
  readonly name: string;
  readonly roles: readonly string[];
  /** A place of the org tree, at or below the office's. */
  readonly orgPath: string;
}

/** A person with the state of the account. Instants in ms since the epoch. */
export interface PersonView extends PersonFields {
  readonly userId: string;
  readonly login: string;
  readonly closed: boolean;
  readonly hasPassword: boolean;
  readonly codeUntil: number | null;
  readonly lockedUntil: number | null;
}

/** A page of people, with what a person may be and where: roles by key, places by path. */
export interface PeoplePage {
  readonly people: readonly PersonView[];
  readonly nextCursor: string | null;
  readonly roles: readonly { readonly key: string; readonly title: Text; readonly isStaff: boolean }[];
  readonly places: readonly { readonly orgPath: string; readonly title: Text }[];
}

/** A one-time code, which is shown this once: the person sets a password with it. */
export interface PasswordCode {
  readonly userId: string;
  readonly login: string;
  readonly code: string;
  readonly until: number;
}
