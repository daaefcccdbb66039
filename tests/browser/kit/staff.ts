import type { Locator } from 'playwright-core';
import { type Answers, fillForm } from './fill-form.js';
import type { Person } from './person.js';
import { DEMO_PASSWORD } from './portal.js';
import { untilQuiet } from './quiet.js';

/** Opens the staff application and signs in by hand. */
export async function signInAtOffice(person: Person, login: string): Promise<void> {
  const { page } = person;
  await person.open('/staff/');
  await page.locator('input[autocomplete=username]').fill(login);
  await page.locator('input[type=password]').fill(DEMO_PASSWORD);
  await page.locator('button[type=submit]').click();
  await page.locator('.yz-app').waitFor();
  await untilQuiet(page);
}

/** The row of a case's task in the list that is open. */
export function rowOf(person: Person, caseNumber: string, task: string): Locator {
  return person.page.locator('.yz-row').filter({ hasText: caseNumber }).filter({ hasText: task });
}

/** Opens a task of a case from one of the lists: 我的待办 or 本组待办. */
export async function openTask(
  person: Person,
  input: { readonly view: 'mine' | 'groups'; readonly caseNumber: string; readonly task: string },
): Promise<void> {
  const { page } = person;
  await person.open(`/staff/work?view=${input.view}`);
  await rowOf(person, input.caseNumber, input.task).locator('a.yz-row-name').click();
  await page.locator('.yz-task h2').filter({ hasText: input.task }).waitFor();
  await untilQuiet(page);
}

/** Claims the open task, so that its form can be filled in. */
export async function claimOpenTask({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: '签收并办理' }).click();
  await page.locator('.yz-own .fv').waitFor();
}

/** Fills in the form of the open task. */
export function fillTask({ page }: Person, answers: Answers): Promise<void> {
  return fillForm(page, 'task', answers);
}

/** Completes the open task and waits until the page says so. */
export async function completeOpenTask({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: '提交办理结果' }).click();
  await page.getByText('已办结：').first().waitFor();
}

/** Unfolds the material beside the form; on a telephone it begins folded. */
export async function openMaterial({ page }: Person): Promise<void> {
  for (const sheet of await page.locator('.yz-material details').all()) {
    if ((await sheet.getAttribute('open')) === null) await sheet.locator('summary').click();
  }
}
