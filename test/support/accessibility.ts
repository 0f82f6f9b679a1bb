import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface Checker {
  run(options: {
    readonly resultTypes: readonly string[];
  }): Promise<{ readonly violations: readonly Violation[] }>;
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What axe finds wrong with a page as it is now. Its own script is let past the content policy. */
export async function violationsOn(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in globalThis'))) {
    await page.evaluate(axe);
  }
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { readonly axe: Checker };
    const { violations } = await checker.run({ resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

const displays = [
  { display: 'laptop', width: 1280, height: 800, colorScheme: 'light' },
  { display: 'dark phone', width: 390, height: 844, colorScheme: 'dark' },
] as const;
/** Widths of a laptop at 200 % and of a small phone. */
const narrow = [640, 360];

/** What axe finds wrong with a page on a laptop and on a phone, and where it has to be scrolled sideways. */
export async function findingsOnDisplays(page: Page): Promise<string[]> {
  const findings: string[] = [];
  for (const { display, colorScheme, ...size } of displays) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    findings.push(...(await violationsOn(page)).map((violation) => `${display}: ${violation}`));
  }
  for (const width of [...displays.map((display) => display.width), ...narrow]) {
    await page.setViewportSize({ width, height: 600 });
    const needed = await page.evaluate<number>('document.documentElement.scrollWidth');
    findings.push(...(needed > width ? [`needs ${needed} px, of ${width}`] : []));
  }
  return findings;
}
