import { Agent } from 'node:https';
import { importSPKI, jwtVerify } from 'jose';
import jwksRsa from 'jwks-rsa';
import { defaultClientIds, type Emulator } from '../../src/index.js';
import { read } from '../support/client.js';
import { start } from '../support/running-emulator.js';

const jwksUri = (emulator: Emulator, scheme: 'http' | 'https') =>
  `${emulator.authority(undefined, scheme)}/discovery/v2.0/keys`;

async function verify(emulator: Emulator, keys: jwksRsa.JwksClient): Promise<unknown> {
  const token = await emulator.issueTestToken();
  const key = await keys.getSigningKey(String(read(token).header['kid']));
  const { payload } = await jwtVerify(token, await importSPKI(key.getPublicKey(), 'RS256'), {
    issuer: emulator.issuer,
    audience: defaultClientIds.api,
  });
  return payload['tfp'];
}

describe('jwks-rsa', () => {
  it('finds the signing key over plain HTTP', async () => {
    const emulator = await start();
    const keys = jwksRsa({ jwksUri: jwksUri(emulator, 'http') });
    expect(await verify(emulator, keys)).toBe('B2C_1_signupsignin');
    expect(await keys.getKeys()).toHaveLength(1);
  });

  it('finds the signing key over HTTPS with the development CA', async () => {
    const emulator = await start({ httpsPort: 0 });
    const keys = jwksRsa({
      jwksUri: jwksUri(emulator, 'https'),
      requestAgent: new Agent({ ca: emulator.caCertificate }),
    });
    expect(await verify(emulator, keys)).toBe('B2C_1_signupsignin');
  });

  it('follows a rotation, and no longer finds a withdrawn key', async () => {
    const emulator = await start();
    const keys = jwksRsa({ jwksUri: jwksUri(emulator, 'http'), cache: false });
    const [before] = emulator.keys();
    await emulator.rotateKeys();
    expect(await verify(emulator, keys)).toBe('B2C_1_signupsignin');
    await emulator.withdrawKey(before?.kid ?? '');
    await expect(keys.getSigningKey(before?.kid)).rejects.toThrow('Unable to find a signing key');
  });
});
