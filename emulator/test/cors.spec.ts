import { defaultClientIds, type Emulator } from '../src/index.js';
import { address, receiveCode, redeem } from './support/client.js';
import { start } from './support/running-emulator.js';

const allowed = (headers: Headers) => headers.get('access-control-allow-origin');

describe('cross-origin requests', () => {
  let emulator: Emulator;
  beforeAll(async () => (emulator = await start()));

  const preflight = (origin: string, headers = 'content-type,x-requested-with') =>
    fetch(address(emulator, 'token'), {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': headers,
      },
    });

  it('to the token endpoint are announced to the origins of single-page clients only', async () => {
    const good = await preflight('http://localhost:3000');
    expect(good.status).toBe(200);
    expect(allowed(good.headers)).toBe('http://localhost:3000');
    expect(good.headers.get('access-control-allow-methods')).toContain('POST');
    expect(good.headers.get('access-control-allow-headers')).toContain('x-requested-with');
    expect(good.headers.get('vary')).toBe('Origin');
    expect(good.headers.get('access-control-allow-credentials')).toBeNull();
    for (const origin of ['http://localhost:5000', 'http://localhost:3001', 'null']) {
      expect(allowed((await preflight(origin)).headers)).toBeNull();
    }
  });

  it('to the token endpoint are answered to the origin of the very client', async () => {
    const ask = async (origin: string) =>
      allowed(
        (await redeem(emulator, await receiveCode(emulator), {}, { headers: { origin } })).headers,
      );
    expect(await ask('http://localhost:3000')).toBe('http://localhost:3000');
    expect(await ask('http://localhost:8000')).toBeNull();
  });

  it('hear about errors as well', async () => {
    const headers = { origin: 'http://localhost:8000' };
    const answer = await redeem(
      emulator,
      'made-up',
      { client_id: defaultClientIds.documentation },
      { headers },
    );
    expect(answer.status).toBe(400);
    expect(allowed(answer.headers)).toBe('http://localhost:8000');
  });

  it('may read discovery and keys from anywhere', async () => {
    const headers = { origin: 'https://anywhere.example' };
    const document = await fetch(emulator.discoveryUrl(), { headers });
    const keys = await fetch(`${emulator.authority()}/discovery/v2.0/keys`, { headers });
    expect([document, keys].map((answer) => allowed(answer.headers))).toEqual(['*', '*']);
  });

  it('get nothing from the pages', async () => {
    const headers = { origin: 'http://localhost:3000' };
    expect(allowed((await fetch(emulator.httpOrigin, { headers })).headers)).toBeNull();
  });
});
