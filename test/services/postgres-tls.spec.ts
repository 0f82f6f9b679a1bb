import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProvider } from '../../src/auth/testing/index.js';
import { Api } from '../support/api.js';
import { Person } from '../support/person.js';
import { PostgresServer, runAsPostgres } from '../support/postgres-server.js';
import { startProvider } from '../support/provider.js';

jest.setTimeout(60_000);

let provider: TestProvider;
let server: PostgresServer;
let folder: string;

/** An authority, and the certificate of a server that it signed for `localhost`. */
function createCertificates(name: string): void {
  const openssl = (...args: readonly string[]) =>
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const keyOf = ['-newkey', 'rsa:2048', '-nodes'];
  const authority = [
    '-subj',
    `/CN=${name} authority`,
    '-addext',
    'basicConstraints=critical,CA:TRUE',
  ];
  openssl('req', '-x509', ...keyOf, ...authority, '-keyout', `${name}.key`, '-out', `${name}.crt`);
  openssl('req', ...keyOf, '-subj', '/CN=localhost', '-keyout', 'server.key', '-out', 'server.csr');
  writeFileSync(join(folder, 'names'), 'subjectAltName=DNS:localhost');
  const signer = ['-CA', `${name}.crt`, '-CAkey', `${name}.key`, '-CAcreateserial'];
  openssl(
    'x509',
    '-req',
    '-in',
    'server.csr',
    ...signer,
    '-extfile',
    'names',
    '-out',
    'server.crt',
  );
}

beforeAll(async () => {
  provider = await startProvider();
  folder = mkdtempSync(join(tmpdir(), 'certificates-'));
  createCertificates('other');
  createCertificates('right');
  server = await PostgresServer.start();
  for (const file of ['server.key', 'server.crt']) {
    const path = join(server.data, file);
    const content = readFileSync(join(folder, file), 'utf8');
    runAsPostgres('/bin/sh', ['-c', `umask 077; printf %s '${content}' > '${path}'`]);
  }
  server.kill();
  server.configure(['ssl = on']);
  writeFileSync(
    join(server.data, 'pg_hba.conf'),
    'local all all trust\nhostssl all all all trust\n',
  );
  server.resume();
});
afterAll(async () => {
  server.remove();
  rmSync(folder, { recursive: true });
  await provider.close();
});

const urlOf = (host: string, authority: string) =>
  `postgres://postgres@${host}:${server.port}/postgres?sslmode=verify-full&sslrootcert=${join(folder, `${authority}.crt`)}`;

/** What the log says of a database that cannot be used. */
async function refusalOf(url: string): Promise<string> {
  const api = await Api.start(provider, { DATABASE_URL: url });
  try {
    expect((await api.call('/health/ready')).status).toBe(503);
    return String(api.log.find(({ msg }) => String(msg).startsWith('the database'))?.['msg']);
  } finally {
    await api.close();
  }
}

it('uses a server whose certificate is of the given authority and for its name', async () => {
  const api = await Api.start(provider, { DATABASE_URL: urlOf('localhost', 'right') });
  await api.whenReady();
  const { path } = await new Person({ api, provider }).add();
  expect(path).toMatch(/^\/tasks\//);
  await api.close();
});

it.each([
  ['another name', '127.0.0.1', 'right', /cannot be used \(Hostname\/IP does not match/],
  ['another authority', 'localhost', 'other', /cannot be used \(.*(certificate|signature)/],
])('does not talk to a server whose certificate is of %s', async (_, host, authority, expected) => {
  expect(await refusalOf(urlOf(host, authority))).toMatch(expected);
});

it('does not fall back to a connection without TLS', async () => {
  const url = `postgres://postgres@localhost:${server.port}/postgres`;
  await expect(Api.start(provider, { DATABASE_URL: url })).rejects.toThrow(
    /DATABASE_URL.*no encryption/,
  );
});

it('does not start where the file of the authority cannot be read', async () => {
  const url = urlOf('localhost', 'missing');
  await expect(Api.start(provider, { DATABASE_URL: url })).rejects.toThrow(
    /^DATABASE_URL: the file of sslrootcert cannot be read: ENOENT/,
  );
});
