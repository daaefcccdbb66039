import type { Page, Request } from 'playwright-core';

/** How long nothing may be under way, ms: a page that has read something may ask for more once it has drawn that. */
const QUIET_MS = 120;
const LATEST_MS = 10_000;

const underWay = new WeakMap<Page, Set<Request>>();

/** Notes the requests of a page from now on, for `untilQuiet`. */
export function followRequests(page: Page): void {
  const open = new Set<Request>();
  underWay.set(page, open);
  page.on('request', (request) => {
    // A stream of events stays open as long as the page.
    if (request.resourceType() !== 'eventsource') open.add(request);
  });
  page.on('requestfinished', (request) => void open.delete(request));
  page.on('requestfailed', (request) => void open.delete(request));
}

/**
 * Waits until the page has loaded and asks for nothing any more. Quicker than Playwright's `networkidle`, which sits out half a second each
 * time; that is taken for pages whose requests nobody follows. Throws after ten seconds.
 */
export async function untilQuiet(page: Page): Promise<void> {
  const open = underWay.get(page);
  if (open === undefined) return page.waitForLoadState('networkidle');
  await page.waitForLoadState('load');
  const begun = performance.now();
  for (let since = begun; performance.now() - since < QUIET_MS;) {
    await new Promise((resolve) => setTimeout(resolve, 15));
    if (open.size > 0) since = performance.now();
    if (performance.now() - begun > LATEST_MS)
      throw new Error(`the page never rests: ${[...open].map((request) => request.url()).join(', ')}`);
  }
}
