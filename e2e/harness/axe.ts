import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, Result } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** @returns what axe finds wrong on the page as it is now; of what is right it says no more than that */
export async function axeViolations(page: Page): Promise<Result[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  const { violations } = (await page.evaluate(() =>
    // @ts-expect-error axe is put into the page as a whole script.
    window.axe.run(document, {
      resultTypes: ['violations'],
      // Off by default: who speaks to the machine says what is written on a button (WCAG 2.5.3).
      rules: { 'label-content-name-mismatch': { enabled: true } },
    }),
  )) as AxeResults;
  return violations;
}

/** @returns what moves on the page without an end (WCAG 2.2.2), which besides has a browser without a GPU draw all the time */
async function endlessAnimations(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ effect }) => effect?.getTiming().iterations === Number.POSITIVE_INFINITY)
      .map((animation) => (animation instanceof CSSAnimation ? animation.animationName : 'an animation')),
  );
}

/** Fails when axe finds something, or something moves without an end. @param state what the page shows, for the message */
export async function expectAccessible(page: Page, state?: string): Promise<void> {
  const found = await axeViolations(page);
  const told = found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  expect([...told, ...(await endlessAnimations(page))], state).toEqual([]);
}
