import type { Person } from './person.js';
import { untilQuiet } from './quiet.js';

/** The password of every sample account. */
export const DEMO_PASSWORD = 'yizhan-demo';

/** Signs in on the residents' pages, where the page that was wanted opens afterwards. */
export async function signInAtPortal(person: Person, login: string): Promise<void> {
  const { page } = person;
  await page.waitForURL(/\/login/);
  await page.locator('#login').fill(login);
  await page.locator('#password').fill(DEMO_PASSWORD);
  await page.locator('form button[type=submit]').click();
  await page.waitForURL((url) => url.pathname !== '/login');
  await untilQuiet(page);
}
