// Before all files of tests with a browser: what they share. Workers find it through the environment.
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const places = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

export default async function setUp() {
  globalThis.browserServer = await startBrowser();
  process.env.TEST_BROWSER = globalThis.browserServer.wsEndpoint();
  // For builds of the single-page client: test/support/single-page-build.ts.
  process.env.TEST_BUILDS = await mkdtemp(join(tmpdir(), 'tasks-test-builds-'));
}

/** Starts the Chromium of this machine. It reaches nothing but this machine either. */
function startBrowser() {
  const executablePath = places.find((path) => path !== undefined && existsSync(path));
  if (executablePath === undefined) {
    throw new Error(
      'These tests need Chromium or Chrome: install it (Debian: apt-get install chromium), or say ' +
        'where it is with CHROMIUM_PATH.',
    );
  }
  return chromium.launchServer({
    executablePath,
    host: '127.0.0.1',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
