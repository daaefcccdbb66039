import { passwordFault } from '../access/check-password.js';
import type { RegisterOutcome, RegisterRow } from '../seams/registers.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';

/** The register of people. */
export const PEOPLE = 'people';

/** Throws RequestProblem PASSWORD_WEAK with what is wrong. */
export function requirePassword(password: string, names: readonly string[]): void {
  const text = passwordFault(password, names);
  if (text !== undefined) throw new RequestProblem('PASSWORD_WEAK', { text });
}

/** The row that was written. Throws RequestProblem LOGIN_TAKEN, PERSON_UNKNOWN, INVALID. */
export function writtenPerson(outcome: RegisterOutcome): RegisterRow {
  if (outcome.ok) return outcome.row;
  if (outcome.code === 'ROW_NOT_FOUND') throw new RequestProblem('PERSON_UNKNOWN');
  throw new RequestProblem(outcome.code === 'REGISTER_CONFLICT' ? 'LOGIN_TAKEN' : 'INVALID');
}

/** The row of a person. Throws RequestProblem PERSON_UNKNOWN. */
export async function personRow(office: Office, userId: string): Promise<RegisterRow> {
  const row = await office.registers.get(PEOPLE, userId);
  if (row === undefined) throw new RequestProblem('PERSON_UNKNOWN');
  return row;
}
