/** User ids of people whom the full set of sample data brings begin so. */
export const FULL_SET = 'u-sample-';

/** Whether somebody came with the full set: such people may sign in, and are not named on the page where one does. */
export function isOfFullSet(userId: string): boolean {
  return userId.startsWith(FULL_SET);
}
