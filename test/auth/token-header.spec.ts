import { createHmac, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { keyId, policyName, tenantName } from '../support/provider.js';
import { expectAccepted, expectRefused } from '../support/refusals.js';
import { useRunningApi } from '../support/running-api.js';
import { createSigningKey } from '../support/signing-key.js';
import { signAgain } from '../support/token-maker.js';

const running = useRunningApi();
const token = (header: Record<string, unknown>) => running.provider.token({ header });

/** A token that names the provider's key and is signed with an attacker's. */
const forged = async (key: KeyObject, header: Record<string, unknown>) =>
  signAgain(await token(header), key);

/** The provider's public key, where everybody can have it. */
async function listedKey(): Promise<KeyObject> {
  const address = `/${tenantName}.onmicrosoft.com/${policyName}/discovery/v2.0/keys`;
  const answer = await fetch(running.provider.origin + address);
  const { keys } = (await answer.json()) as { readonly keys: readonly [JsonWebKey] };
  return createPublicKey({ key: keys[0], format: 'jwk' });
}

describe('the algorithm', () => {
  it.each(['none', 'None', 'HS256', 'RS384', 'PS256', 'ES256', 'RS256 ', 'rs256', ''])(
    'refuses alg %j',
    (alg) => expectRefused(running, token({ alg }), 'header_algorithm'),
  );

  it.each([undefined, null, 1, ['RS256'], { name: 'RS256' }])('refuses alg %j', (alg) =>
    expectRefused(running, token({ alg }), 'header_algorithm'),
  );

  it('refuses an unsigned token', async () => {
    const [header, payload] = (await token({ alg: 'none' })).split('.');
    await expectRefused(running, `${header}.${payload}.`, 'token_malformed');
    await expectRefused(running, `${header}.${payload}`, 'token_malformed');
  });

  it('refuses a token that is signed with the public key as an HMAC secret', async () => {
    const secret = (await listedKey()).export({ type: 'spki', format: 'pem' });
    const [header = '', payload] = (await token({ alg: 'HS256' })).split('.');
    const input = `${header}.${payload}`;
    const signature = createHmac('sha256', secret).update(input).digest('base64url');
    await expectRefused(running, `${input}.${signature}`, 'header_algorithm');
    const claimingRsa = input.replace(header, (await token({})).split('.')[0] ?? '');
    await expectRefused(running, `${claimingRsa}.${signature}`, 'signature');
  });
});

describe('the type', () => {
  it.each([undefined, 'JWT', 'at+jwt'])('accepts typ %j', (typ) =>
    expectAccepted(running, token({ typ })),
  );

  it.each(['logout+jwt', 'dpop+jwt', 'secevent+jwt', 'JWE', '', 1, null, ['JWT']])(
    'refuses typ %j',
    (typ) => expectRefused(running, token({ typ }), 'header_type'),
  );
});

describe('extensions', () => {
  it.each([
    { crit: ['exp'] },
    { crit: [] },
    { crit: ['b64'], b64: false },
    { b64: false },
    { b64: true },
  ])('refuses a header with %j', (header) =>
    expectRefused(running, token(header), 'header_extension'),
  );
});

describe('the key id', () => {
  it.each([undefined, null, 1, ['key'], {}])('refuses kid %j', (kid) =>
    expectRefused(running, token({ kid }), 'header_key_id'),
  );

  it.each([
    '../../../etc/passwd',
    `${keyId}' OR '1'='1`,
    '__proto__',
    'constructor',
    keyId.toUpperCase(),
    '',
  ])('does not find a key for kid %j', async (kid) => {
    const { api } = running;
    expect((await api.call('/me', { token: token({ kid }) })).status).toBe(401);
  });

  it('refuses the right kid with the signature of another key', async () => {
    await expectRefused(running, running.provider.forgedToken(), 'signature');
  });
});

describe('keys that a token brings along', () => {
  it('refuses a token that carries its own key in jwk', async () => {
    const { privateKey, jwk } = await createSigningKey('attacker');
    await expectRefused(running, forged(privateKey, { jwk }), 'signature');
  });

  it.each(['jku', 'x5u'])('never fetches from %s', async (name) => {
    const asked: string[] = [];
    const attacker = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => attacker.listen(0, resolve));
    const { port } = attacker.address() as AddressInfo;
    const header = { [name]: `http://localhost:${port}/keys` };
    await expectRefused(running, running.provider.forgedToken({ header }), 'signature');
    await expectAccepted(running, token(header));
    expect(asked).toEqual([]);
    await new Promise((resolve) => attacker.close(resolve));
  });

  it('refuses a token whose certificate in x5c is not the provider’s', async () => {
    const { privateKey, publicKey } = await createSigningKey('attacker');
    const x5c = [publicKey.export({ type: 'spki', format: 'der' }).toString('base64')];
    await expectRefused(running, forged(privateKey, { x5c }), 'signature');
  });
});
