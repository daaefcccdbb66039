import type { Page } from 'playwright-core';

/** How many stops of the Tab key are looked at. */
const STOPS = 8;
const NARROW = 320;

/** Where the Tab key leads first on a page, the places that look with the focus as they look without it: a line for each. */
export async function unseenFocus(page: Page): Promise<readonly string[]> {
  const unseen: string[] = [];
  for (let stop = 0; stop < STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const fault = await page.evaluate(async () => {
      const at = document.activeElement;
      if (!(at instanceof HTMLElement) || at === document.body || at instanceof HTMLIFrameElement) return undefined;
      const settle = (): Promise<unknown> =>
        Promise.all(
          document
            .getAnimations()
            .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
            .map((one) => one.finished.catch(() => undefined)),
        );
      // Kits draw the focus of a control at what is around it, or beside it.
      const look = (): string => {
        const around = [at, ...at.children, at.nextElementSibling, at.parentElement, at.parentElement?.parentElement];
        return around
          .flatMap((one) => (one instanceof Element ? [getComputedStyle(one)] : []))
          .map((one) => `${one.outline} ${one.boxShadow} ${one.borderColor} ${one.backgroundColor} ${one.transform}`)
          .join('|');
      };
      await settle();
      const withFocus = look();
      at.blur();
      await settle();
      const without = look();
      at.focus();
      return withFocus === without ? `no focus to be seen: ${at.outerHTML.slice(0, 160)}` : undefined;
    });
    if (fault !== undefined) unseen.push(fault);
  }
  return unseen;
}

/** What makes a page scroll sideways at 320 px, which is 1280 px at 400 % (WCAG 2.2, 1.4.10); undefined when nothing does. */
export async function tooWideAt320(page: Page): Promise<string | undefined> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: NARROW, height: 812 });
  const found = await page.evaluate(async (width) => {
    await Promise.all(
      document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
        .map((one) => one.finished.catch(() => undefined)),
    );
    const root = document.documentElement;
    if (root.scrollWidth <= width + 1) return undefined;
    const outside = [...document.body.querySelectorAll('*')].filter(
      (one) => one.getBoundingClientRect().right > width + 1,
    );
    const names = outside.slice(-3).map((one) => `${one.tagName.toLowerCase()}.${one.className.toString()}`);
    return `${String(root.scrollWidth)} px at ${String(width)} px: ${names.join(', ')}`;
  }, NARROW);
  if (before !== null) await page.setViewportSize(before);
  return found;
}

/** Closes what lies over the page by Escape; a line when the focus is lost then, or when nothing closes. */
export async function lostFocus(page: Page): Promise<readonly string[]> {
  const over = page.locator('dialog[open], .ant-modal-wrap:visible, [role=menu]:visible').last();
  await page.keyboard.press('Escape');
  try {
    await over.waitFor({ state: 'hidden', timeout: 3000 });
  } catch {
    return ['Escape does not close it'];
  }
  // The focus goes back in the frame after.
  const isLost = await page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        requestAnimationFrame(() => setTimeout(() => resolve(document.activeElement === document.body), 50));
      }),
  );
  return isLost ? ['the focus is lost when it closes'] : [];
}
