import { Api, policyName, tokenOf } from '../support/api.js';
import { KeyServer, sendJson, type Behaviour } from '../support/key-server.js';

let keyServer: KeyServer;
let api: Api;

beforeAll(async () => {
  keyServer = await KeyServer.start(policyName);
});
afterAll(() => keyServer.down());
afterEach(async () => {
  await api.close();
  keyServer.policy(policyName).discoveryBehaviour = undefined;
  keyServer.policy(policyName).keysBehaviour = undefined;
});

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
    response.writeHead(302, { location: `${keyServer.origin}/elsewhere` }).end();
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
    keyServer.policy(policyName).discoveryBehaviour = behaviour;
    api = await Api.start(keyServer);
    expect((await api.call('/me', { token: tokenOf(keyServer) })).status).toBe(503);
    expect(keyServer.strayRequests).toEqual([]);
  });

  it('takes no key away that was good', async () => {
    api = await (await Api.start(keyServer)).whenReady();
    keyServer.policy(policyName).keysBehaviour = behaviour;
    const unknown = await api.call('/me', {
      token: tokenOf(keyServer, { header: { kid: 'unknown' } }),
    });
    expect(unknown.status).toBe(503);
    expect((await api.call('/me', { token: tokenOf(keyServer) })).status).toBe(200);
    expect((await api.call('/health/ready')).status).toBe(200);
    expect(keyServer.strayRequests).toEqual([]);
  });
});

it('waits for an answer that is slow but in time', async () => {
  keyServer.policy(policyName).keysBehaviour = (_request, response) => {
    const keys = keyServer.policy(policyName).keys.map(({ jwk }) => jwk);
    setTimeout(() => response.writeHead(200, json).end(JSON.stringify({ keys })), 1500);
  };
  api = await Api.start(keyServer);
  expect((await api.call('/me', { token: tokenOf(keyServer) })).status).toBe(200);
});
