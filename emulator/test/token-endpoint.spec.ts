import { defaultClientIds, defaultSecrets } from '../src/index.js';
import {
  address,
  apiScope,
  read,
  receiveCode,
  redeem,
  requestToken,
  webClient,
  type TokenAnswer,
} from './support/client.js';
import { start, stoppedClock } from './support/running-emulator.js';

const asWebClient = { ...webClient, client_secret: defaultSecrets.web };

const code = ({ body }: TokenAnswer) => /^AADB2C\d+/.exec(String(body['error_description']))?.[0];

describe('an authorization code', () => {
  it('is good once', async () => {
    const emulator = await start();
    const issued = await receiveCode(emulator);
    const answers = await Promise.all([redeem(emulator, issued), redeem(emulator, issued)]);
    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual(['200', '400']);
    const again = await redeem(emulator, issued);
    expect(again.body['error']).toBe('invalid_grant');
    expect(code(again)).toBe('AADB2C90129');
  });

  it('expires after ten minutes', async () => {
    const clock = stoppedClock();
    const emulator = await start({ now: clock.now });
    const issued = await receiveCode(emulator);
    clock.forward(10 * 60_000);
    expect(code(await redeem(emulator, issued))).toBe('AADB2C90080');
  });

  it.each([
    ['a made-up code', { code: 'made-up' }, 'AADB2C90090'],
    ['no code', { code: undefined }, 'AADB2C90083'],
    ['another redirect URI', { redirect_uri: 'http://localhost:3000/' }, 'AADB2C90006'],
    ['no verifier', { code_verifier: undefined }, 'AADB2C90183'],
    ['a short verifier', { code_verifier: 'short' }, 'AADB2C90183'],
    ['another verifier', { code_verifier: 'x'.repeat(43) }, 'AADB2C90182'],
    ['a secret nobody asked for', { client_secret: 'secret' }, 'AADB2C90084'],
    ['another client', { client_id: defaultClientIds.documentation }, 'AADB2C90088'],
    ['no client', { client_id: undefined }, 'AADB2C90008'],
    ['an unknown grant type', { grant_type: 'password' }, 'AADB2C90086'],
    ['no grant type', { grant_type: undefined }, 'AADB2C90083'],
  ])('is not redeemed with %s', async (_, params, expected) => {
    const emulator = await start();
    const answer = await redeem(emulator, await receiveCode(emulator), params);
    expect(answer.status).toBe(400);
    expect(code(answer)).toBe(expected);
  });

  it('is not redeemed by another policy', async () => {
    const emulator = await start();
    const policy = 'B2C_1_editprofile';
    const answer = await redeem(emulator, await receiveCode(emulator), {}, { policy });
    expect(answer.body['error']).toBe('invalid_grant');
    expect(code(answer)).toBe('AADB2C90088');
  });

  it.each([
    ['without a secret', { client_secret: undefined }, 'AADB2C90079'],
    ['with a wrong secret', { client_secret: 'wrong' }, 'AADB2C90081'],
  ])('of a web client is not redeemed %s', async (_, params, expected) => {
    const emulator = await start();
    const issued = await receiveCode(emulator, webClient);
    expect(code(await redeem(emulator, issued, { ...asWebClient, ...params }))).toBe(expected);
  });

  it('of a web client is redeemed with the secret in the Authorization header', async () => {
    const emulator = await start();
    const issued = await receiveCode(emulator, webClient);
    const basic = Buffer.from(`${defaultClientIds.web}:${defaultSecrets.web}`).toString('base64');
    const answer = await redeem(
      emulator,
      issued,
      { ...webClient, client_id: undefined },
      { headers: { authorization: `Basic ${basic}` } },
    );
    expect(answer.status).toBe(200);
  });

  it('is redeemed with a plain challenge', async () => {
    const emulator = await start();
    const plain = 'p'.repeat(43);
    const issued = await receiveCode(emulator, {
      code_challenge: plain,
      code_challenge_method: 'plain',
    });
    expect((await redeem(emulator, issued, { code_verifier: plain })).status).toBe(200);
  });

  it('brings a refresh token only if both requests ask for offline_access', async () => {
    const emulator = await start();
    const scope = `openid ${apiScope('tasks.read')}`;
    const first = await redeem(emulator, await receiveCode(emulator, { scope }));
    const second = await redeem(emulator, await receiveCode(emulator), { scope });
    for (const { body } of [first, second]) {
      expect(body).toHaveProperty('access_token');
      expect(body).not.toHaveProperty('refresh_token');
    }
    expect(read(second.body['access_token']).claims['scp']).toBe('tasks.read');
  });

  it('is redeemed by a multipart form, as the curl examples of B2C send it', async () => {
    const emulator = await start();
    const form = new FormData();
    const fields = {
      grant_type: 'client_credentials',
      client_id: defaultClientIds.daemon,
      client_secret: defaultSecrets.daemon,
      scope: apiScope('.default'),
    };
    for (const [name, value] of Object.entries(fields)) {
      form.append(name, value);
    }
    const response = await fetch(address(emulator, 'token'), { method: 'POST', body: form });
    expect(response.status).toBe(200);
  });
});

describe('a refresh token', () => {
  const refresh = (token: unknown, params = {}) => ({
    grant_type: 'refresh_token',
    refresh_token: String(token),
    ...params,
  });

  it('is exchanged for fresh tokens and the next refresh token', async () => {
    const clock = stoppedClock();
    const emulator = await start({ now: clock.now });
    const { body } = await redeem(emulator, await receiveCode(emulator));
    clock.forward(3_600_000);
    const next = await requestToken(emulator, refresh(body['refresh_token']));
    const [before, after] = [body, next.body].map((tokens) => read(tokens['access_token']).claims);
    expect(after).toMatchObject({ sub: before?.['sub'], scp: before?.['scp'] });
    expect(after?.['iat']).toBe((before?.['iat'] as number) + 3600);
    expect(read(next.body['id_token']).claims).not.toHaveProperty('nonce');
    const third = await requestToken(emulator, refresh(next.body['refresh_token']));
    expect(third.status).toBe(200);
  });

  it('works again for an hour after its first use, so that two tabs can renew at once', async () => {
    const clock = stoppedClock();
    const emulator = await start({ now: clock.now });
    const { body } = await redeem(emulator, await receiveCode(emulator));
    const renew = () => requestToken(emulator, refresh(body['refresh_token']));
    const [one, other] = await Promise.all([renew(), renew()]);
    expect([one.status, other.status]).toEqual([200, 200]);
    expect(one.body['refresh_token']).not.toBe(other.body['refresh_token']);
    clock.forward(59 * 60_000);
    expect((await renew()).status).toBe(200);
    clock.forward(60_000);
    expect(code(await renew())).toBe('AADB2C90129');
  });

  it('is good once where the policy says so', async () => {
    const lifetimes = { refreshTokenReuseMinutes: 0 };
    const emulator = await start({
      config: { policies: [{ id: 'B2C_1_susi', kind: 'sign-up-sign-in', lifetimes }] },
    });
    const { body } = await redeem(emulator, await receiveCode(emulator));
    const renew = () => requestToken(emulator, refresh(body['refresh_token']));
    expect((await renew()).status).toBe(200);
    const again = await renew();
    expect(again.body['error']).toBe('invalid_grant');
    expect(code(again)).toBe('AADB2C90129');
  });

  it('ends 24 hours after the sign-in for a single-page client, however often it is used', async () => {
    const clock = stoppedClock();
    const emulator = await start({ now: clock.now });
    const { body } = await redeem(emulator, await receiveCode(emulator));
    clock.forward(20 * 3_600_000);
    const next = await requestToken(emulator, refresh(body['refresh_token']));
    expect(next.body['refresh_token_expires_in']).toBe(4 * 3600);
    clock.forward(4 * 3_600_000);
    const late = await requestToken(emulator, refresh(next.body['refresh_token']));
    expect(late.body['error']).toBe('invalid_grant');
    expect(code(late)).toBe('AADB2C90080');
  });

  it('lives as long as the policy says for a web client, within the sliding window', async () => {
    const clock = stoppedClock();
    const lifetimes = { refreshTokenDays: 10, refreshWindowDays: 15 };
    const emulator = await start({
      now: clock.now,
      config: { policies: [{ id: 'B2C_1_susi', kind: 'sign-up-sign-in', lifetimes }] },
    });
    const { body } = await redeem(emulator, await receiveCode(emulator, webClient), asWebClient);
    expect(body['refresh_token_expires_in']).toBe(10 * 86_400);
    clock.forward(9 * 86_400_000);
    const next = await requestToken(emulator, refresh(body['refresh_token'], asWebClient));
    expect(next.body['refresh_token_expires_in']).toBe(6 * 86_400);
  });

  it('may be exchanged for less', async () => {
    const emulator = await start();
    const { body } = await redeem(emulator, await receiveCode(emulator));
    const scope = `openid offline_access ${apiScope('tasks.read')}`;
    const next = await requestToken(emulator, refresh(body['refresh_token'], { scope }));
    expect(read(next.body['access_token']).claims['scp']).toBe('tasks.read');
  });

  it.each([
    ['another policy', {}, 'B2C_1_editprofile', 'AADB2C90088'],
    ['another client', { client_id: defaultClientIds.documentation }, undefined, 'AADB2C90088'],
    ['nothing at all', { refresh_token: undefined }, undefined, 'AADB2C90083'],
  ])('is not exchanged by %s', async (_, params, policy, expected) => {
    const emulator = await start();
    const { body } = await redeem(emulator, await receiveCode(emulator));
    const answer = await requestToken(
      emulator,
      refresh(body['refresh_token'], params),
      policy === undefined ? {} : { policy },
    );
    expect(code(answer)).toBe(expected);
  });

  it('is worth nothing once the account is gone', async () => {
    const emulator = await start();
    const { body } = await redeem(emulator, await receiveCode(emulator));
    await emulator.reset();
    const answer = await requestToken(emulator, refresh(body['refresh_token']));
    expect(answer.body['error']).toBe('invalid_grant');
  });
});
