// After all files of tests with a browser.
import { rm } from 'node:fs/promises';

export default async function tearDown() {
  await globalThis.browserServer.close();
  await rm(process.env.TEST_BUILDS, { recursive: true });
}
