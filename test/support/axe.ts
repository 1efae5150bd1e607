import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

interface Finding {
  id: string;
  impact: string | null;
  help: string;
  nodes: { target: string[]; html: string }[];
}

let program: string | undefined;

/** Also where the contrast is below 7:1, for what is read in the sun. */
export const IN_THE_SUN = { 'color-contrast-enhanced': { enabled: true } };

/** What axe-core finds serious or critical on the page as it stands, each with the place: empty when it is well. */
export async function barriers(page: Page, rules: Record<string, { enabled: boolean }> = {}): Promise<string[]> {
  program ??= readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
  // Evaluated rather than added as a tag: the page's own policy lets no foreign script in.
  await page.evaluate(`window.axe ?? (() => { ${program}; })()`);
  const { violations } = await page.evaluate<{ violations: Finding[] }>(
    `window.axe.run(document, { resultTypes: ['violations'], rules: ${JSON.stringify(rules)} })`,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) => nodes.map(({ target, html }) => `${id}：${help} ${target.join(' ')} ${html}`));
}
