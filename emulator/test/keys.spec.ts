import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator, type Emulator } from '../src/index.js';
import { read } from './support/client.js';
import { start } from './support/running-emulator.js';

async function published(emulator: Emulator): Promise<Record<string, unknown>[]> {
  const response = await fetch(`${emulator.authority()}/discovery/v2.0/keys`);
  return ((await response.json()) as { keys: Record<string, unknown>[] }).keys;
}

describe('signing keys', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'b2c-keys-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('are published with the members of B2C and no others', async () => {
    const [key = {}, ...more] = await published(await start());
    expect(more).toEqual([]);
    expect(Object.keys(key)).toEqual(['kid', 'nbf', 'use', 'kty', 'e', 'n']);
    expect(key).toMatchObject({ use: 'sig', kty: 'RSA', e: 'AQAB' });
    expect(Buffer.from(String(key['n']), 'base64url')).toHaveLength(256);
  });

  it('rotate: the new key signs, the old one stays until it is withdrawn', async () => {
    const emulator = await start();
    const [before] = emulator.keys();
    const kid = await emulator.rotateKeys();
    expect((await published(emulator)).map((key) => key['kid'])).toEqual([before?.kid, kid]);
    expect(read(await emulator.issueTestToken()).header['kid']).toBe(kid);

    expect(await emulator.withdrawKey(before?.kid ?? '')).toBe(true);
    expect((await published(emulator)).map((key) => key['kid'])).toEqual([kid]);
    expect(await emulator.withdrawKey('unheard-of')).toBe(false);
  });

  it('are replaced when the last one is withdrawn, and a withdrawn one can still be signed with', async () => {
    const emulator = await start();
    const kid = emulator.keys()[0]?.kid ?? '';
    await emulator.withdrawKey(kid);
    const [fresh] = await published(emulator);
    expect(fresh?.['kid']).not.toBe(kid);
    expect(read(await emulator.issueTestToken({ key: kid })).header['kid']).toBe(kid);
  });

  it('survive a restart, in a file for the owner only, in a folder git ignores', async () => {
    const certificateDir = join(folder, 'state');
    const first = await startEmulator({ certificateDir });
    await first.rotateKeys();
    const before = await published(first);
    await first.close();

    const file = join(certificateDir, 'signing-keys.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(join(certificateDir, '.gitignore'), 'utf8')).toBe('*\n');
    expect(await published(await start({ certificateDir }))).toEqual(before);
  });

  it('are not made up when their file is spoilt', async () => {
    await writeFile(join(folder, 'signing-keys.json'), '{"keys": "none"}');
    await expect(startEmulator({ certificateDir: folder })).rejects.toThrow(/signing-keys\.json/);
  });
});

describe('the development certificate', () => {
  it('is made once, with the private key for the owner only and no CA key at all', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'b2c-certificate-'));
    const first = await startEmulator({ httpsPort: 0, certificateDir: folder });
    await first.close();
    const second = await startEmulator({ httpsPort: 0, certificateDir: folder });
    await second.close();
    expect(second.caCertificate?.trim()).toBe(first.caCertificate?.trim());
    expect((await stat(join(folder, 'localhost-key.pem'))).mode & 0o777).toBe(0o600);
    await rm(folder, { recursive: true });
  });

  it('is made again when the key beside it is not its own', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'b2c-certificate-'));
    const first = await startEmulator({ httpsPort: 0, certificateDir: folder });
    await first.close();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const foreign = privateKey.export({ type: 'pkcs8', format: 'pem' });
    await writeFile(join(folder, 'localhost-key.pem'), foreign);
    const second = await startEmulator({ httpsPort: 0, certificateDir: folder });
    await second.close();
    expect(second.caCertificate).not.toBe(first.caCertificate);
    await rm(folder, { recursive: true });
  });
});
