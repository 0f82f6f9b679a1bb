import { readFileSync } from 'node:fs';
import { defaultClientIds, startEmulator, type PartialConfig } from 'azure-ad-b2c-emulator';
import { parseSettings } from '../../src/config/index.js';
import { demoSignIns, providerNames, withMigration } from '../../dev/migration.mjs';
import { services } from '../../dev/services.mjs';

const plain = services({ clientIds: defaultClientIds, webSecret: 'secret' });
const all = withMigration(plain);
const environmentOf = (name: string) => all.find((service) => service.name === name)?.env ?? {};

it('gives the API every tenant of the emulator, and the one of npm run dev first', () => {
  const settings = parseSettings(environmentOf('api'));
  const { providers } = settings.auth;
  expect(providers.map(({ name, kind }) => [name, kind])).toEqual([
    ['b2c', 'b2c'],
    ['external-id', 'external-id'],
    ['new-tenant', 'external-id'],
    ['staff', 'entra'],
  ]);
  expect(settings.warnings.filter((warning) => !/plain http/.test(warning))).toEqual([
    expect.stringMatching(/^this is a development set-up/),
  ]);
});

it('takes no notice of variables of one provider that the terminal has set', () => {
  const terminal = { TENANT_NAME: 'fabrikam', IDENTITY_PROVIDER: 'entra', AUTH_POLICY_NAME: 'x' };
  expect(() => parseSettings({ ...terminal, ...environmentOf('api') })).not.toThrow();
});

it('needs ports that differ', () => {
  const ports = all.flatMap((service) => service.ports);
  expect(new Set(ports).size).toBe(ports.length);
});

it('has a person at each tenant, whose token names the provider’s registration of the API', async () => {
  const path = all[0]?.main.at(-1) ?? '';
  const config = JSON.parse(readFileSync(path, 'utf8')) as PartialConfig;
  const emulator = await startEmulator({ config });
  try {
    expect(emulator.tenants.map(({ name }) => name)).toEqual(providerNames);
    expect(demoSignIns.map(({ provider }) => provider)).toEqual(['new-tenant', 'staff']);
    const { providers } = parseSettings(environmentOf('api')).auth;
    for (const { name, audience } of providers) {
      const token = await emulator.tenant(name).issueTestToken();
      const [, payload = ''] = token.split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
      expect(claims).toMatchObject({ aud: audience, name: expect.any(String) as string });
    }
  } finally {
    await emulator.close();
  }
});
