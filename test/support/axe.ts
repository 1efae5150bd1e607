import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

interface Violation {
  id: string;
  impact: string | null;
  nodes: { html: string }[];
}

/** What axe-core calls serious or critical on the page, contrast measured at 7:1 (read in sunlight). */
export async function seriousFaults(page: Page): Promise<string[]> {
  // Evaluated rather than added as a script: the pages' own policy allows no foreign ones.
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const violations = await page.evaluate<Violation[]>(
    `axe.run(document, { resultTypes: ['violations'], rules: { 'color-contrast-enhanced': { enabled: true } } })
       .then(({ violations }) => violations)`,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

/** What is tapped and smaller than a thumb (48 px; 47.5 with rounding). */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`[...document.querySelectorAll('a[href], button, .input, label.file')]
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && (box.height < 47.5 || box.width < 47.5))
    .map(({ element, box }) => element.textContent.slice(0, 30) + ' ' + box.width + '×' + box.height)`);
