import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.js';
import type { SinglePageSetUp } from './single-page-set-up.js';
import { SinglePageVisitor } from './single-page-visitor.js';

/** Who visits the single-page client in a test. */
export interface Visit {
  readonly browser: Browser;
  /** A new visitor for each test; the emulator knows only the demo person again. */
  readonly visitor: SinglePageVisitor;
}

export function useVisitor(running: SinglePageSetUp): Visit {
  const visit: { -readonly [Part in keyof Visit]?: Visit[Part] } = {};
  beforeAll(async () => {
    visit.browser = await launchBrowser();
  });
  afterAll(() => visit.browser?.close());
  beforeEach(async () => {
    if (visit.browser) {
      visit.visitor = await SinglePageVisitor.arrive(visit.browser, running.client.origin);
    }
  });
  afterEach(async () => {
    await visit.visitor?.leave();
    await running.emulator.reset();
  });
  return visit as Visit;
}
