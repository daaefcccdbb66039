import { isStaff } from '../access/row-scope.js';
import type { SignedIn } from '../access/signed-in.js';
import { RequestProblem } from '../use-cases/request-problem.js';

/** Forms by which the person who was served says what it was like. */
const RATING_FORMS: ReadonlySet<string> = new Set(['rating', 'ratingAgain', 'serviceRating']);

/** Staff never rate in the place of the person they served (GB/T 39735). Throws RequestProblem STAFF_MAY_NOT_RATE. */
export function refuseStaffRating(user: SignedIn, formId: string): void {
  if (RATING_FORMS.has(formId) && isStaff(user)) throw new RequestProblem('STAFF_MAY_NOT_RATE');
}
