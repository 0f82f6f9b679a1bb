import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuiltApi } from '../support/built-api.js';
import { audience, policyName } from '../support/provider.js';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'tasks-api-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

it('ends with one line where SQLite was built for another Node, instead of waiting for it', async () => {
  const preload = join(directory, 'another-node.cjs');
  writeFileSync(
    preload,
    `process.dlopen = (module, file) => {
      const reason = 'The module ' + file + '\\nwas compiled against a different Node.js version';
      throw Object.assign(new Error(reason), { code: 'ERR_DLOPEN_FAILED' });
    };`,
  );
  const api = await BuiltApi.start({
    TENANT_NAME: 'contoso',
    APP_CLIENT_ID: audience,
    AUTH_POLICY_NAME: policyName,
    AUTHORITY_HOST: 'http://127.0.0.1:9',
    DATA_DIR: directory,
    NODE_OPTIONS: `--require ${preload}`,
  });
  expect(await api.exit()).toBe(1);
  const [line, ...others] = api.output
    .trim()
    .split('\n')
    .filter((text) => !text.startsWith('{'));
  expect(line).toMatch(/^The embedded database cannot be loaded: .*Run npm ci with the Node/);
  expect(others).toEqual([]);
});
