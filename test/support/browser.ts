import { chromium, type Browser, type Page } from 'playwright-core';

/**
 * The browser of all files of tests (test/browser/setup.mjs). What is closed is the connection, with the
 * contexts that were made through it.
 */
export const connectToBrowser = (): Promise<Browser> =>
  chromium.connect(process.env['TEST_BROWSER'] ?? '');

/** The browser of a file or of a block of tests. */
export function useBrowser(): Pick<Browser, 'newContext'> {
  let browser: Browser;
  beforeAll(async () => {
    browser = await connectToBrowser();
  });
  afterAll(() => browser.close());
  return { newContext: (options) => browser.newContext(options) };
}

/**
 * What a page complained about: errors of its scripts, what its content policy forbade it, and
 * requests to anywhere but this machine.
 */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) {
      complaints.push(message.text());
    }
  });
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== 'localhost') {
      complaints.push(request.url());
    }
  });
  return complaints;
}
