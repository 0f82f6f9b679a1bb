import { Api } from '../support/api.js';
import { ScriptedProvider, sendJson, type Behaviour } from '../support/scripted-provider.js';
import { createToken, type Deviation } from '../support/token-maker.js';

let provider: ScriptedProvider;
let api: Api;

beforeAll(async () => {
  provider = await ScriptedProvider.start();
});
afterAll(() => provider.close());
afterEach(async () => {
  await api.close();
  provider.policy().discoveryBehaviour = undefined;
  provider.policy().keysBehaviour = undefined;
});

const token = (deviation?: Deviation) => createToken(provider.policy(), deviation);
/** Whatever it was asked for besides discovery document and keys. */
const strayRequests = () =>
  provider.requests.filter(
    (path) => !/\/(openid-configuration|discovery\/v2\.0\/keys)$/.test(path),
  );

const json = { 'content-type': 'application/json' };

const faults: Record<string, Behaviour> = {
  'never answers': () => undefined,
  'stalls in the body': (_request, response) => {
    response.writeHead(200, json).write('{"keys":');
  },
  'drips without end': (_request, response) => {
    response.writeHead(200, json);
    const timer = setInterval(() => response.write(' '), 100);
    response.on('close', () => clearInterval(timer));
  },
  'breaks off': (_request, response) => {
    response.writeHead(200, { ...json, 'content-length': '1000' }).write('{"keys":[');
    setTimeout(() => response.destroy(), 20);
  },
  'resets the connection': (request) => {
    request.socket.resetAndDestroy();
  },
  redirects: (_request, response) => {
    response.writeHead(302, { location: `${provider.origin}/elsewhere` }).end();
  },
  'answers HTML': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>');
  },
  'answers 500': (_request, response) => {
    response.writeHead(500, json).end('{"keys":[]}');
  },
  'answers with nothing': (_request, response) => {
    response.writeHead(200, json).end();
  },
  'answers broken JSON': (_request, response) => {
    response.writeHead(200, json).end('{"keys":[}');
  },
  'answers null': sendJson(null),
  'answers without keys': sendJson({ keys: [] }),
  'answers with something else': sendJson({ keys: 'none', issuer: 1, jwks_uri: 'nowhere' }),
  'answers too much': (_request, response) => {
    response.writeHead(200, json).end(JSON.stringify({ keys: [], pad: 'x'.repeat(600 * 1024) }));
  },
};

describe.each(Object.entries(faults))('a provider that %s', (_, behaviour) => {
  it('cannot make a request wait without end, and is 503, when nothing is known yet', async () => {
    provider.policy().discoveryBehaviour = behaviour;
    api = await Api.start(provider);
    expect((await api.call('/me', { token: token() })).status).toBe(503);
    expect(strayRequests()).toEqual([]);
  });

  it('takes no key away that was good', async () => {
    api = await (await Api.start(provider)).whenReady();
    provider.policy().keysBehaviour = behaviour;
    const unknown = await api.call('/me', { token: token({ header: { kid: 'unknown' } }) });
    expect(unknown.status).toBe(503);
    expect((await api.call('/me', { token: token() })).status).toBe(200);
    expect((await api.call('/health/ready')).status).toBe(200);
    expect(strayRequests()).toEqual([]);
  });
});

it('waits for an answer that is slow but in time', async () => {
  provider.policy().keysBehaviour = (_request, response) => {
    const keys = provider.policy().keys.map(({ jwk }) => jwk);
    setTimeout(() => response.writeHead(200, json).end(JSON.stringify({ keys })), 1500);
  };
  api = await Api.start(provider);
  expect((await api.call('/me', { token: token() })).status).toBe(200);
});
