import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core says about the page as it is now: one line for each element (rule, place, markup), and how many rules it looked at. */
export async function axeFindings(page: Page): Promise<{ readonly rules: number; readonly lines: readonly string[] }> {
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
        .map((one) => one.finished.catch(() => undefined)),
    ),
  );
  // A preview is a frame of the same origin: axe-core looks into frames it is loaded in.
  for (const frame of page.frames()) await frame.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: (options: object) => Promise<AxeResults> } };
    const results = await axe.run({ resultTypes: ['violations'] });
    return {
      rules: results.passes.length + results.violations.length,
      lines: results.violations.flatMap((one) =>
        one.nodes.map(
          (node) => `${one.id}: ${node.target.join(' ')} ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`,
        ),
      ),
    };
  });
}
