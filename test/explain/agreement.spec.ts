import fc from 'fast-check';
import type { TestProvider } from '../../src/auth/testing/index.js';
import { Api } from '../support/api.js';
import { homeTenant, modes, otherTenant, startMode } from '../support/entra-modes.js';
import { explained, guardReason } from '../support/explained.js';
import { audience, clientId } from '../support/provider.js';
import { useRunningApi } from '../support/running-api.js';

const running = useRunningApi({
  policies: ['B2C_1_signupsignin', 'B2C_1_editprofile'],
  environment: { ALLOWED_CLIENTS: clientId },
});

let entra: TestProvider;
let entraApi: Api;
beforeAll(async () => {
  entra = await startMode('many tenants');
  entraApi = await (await Api.start(entra, modes['many tenants'].environment)).whenReady();
});
afterAll(async () => {
  await entraApi.close();
  await entra.close();
});

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom(undefined, null, '', 0, [], {}, { toString: 1, valueOf: 1 }),
);

/** Each part of a token is mostly left as it is, and sometimes anything at all. */
const parts = (names: Record<string, readonly unknown[]>) =>
  fc.record(
    Object.fromEntries(
      Object.entries(names).map(([name, usual]) => [
        name,
        fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...usual) }, odd),
      ]),
    ),
    { requiredKeys: [] },
  );

const header = parts({ alg: ['RS256', 'none'], typ: ['JWT'], kid: ['x'], crit: [['a']] });
const times = { exp: [4_000_000_000, 1], nbf: [1], iat: [1, 4_000_000_000] };
const b2cClaims = parts({
  ...times,
  aud: [audience, clientId],
  ver: ['1.0'],
  tfp: ['B2C_1_signupsignin', 'B2C_1_editprofile', 'B2C_1_other'],
  acr: ['b2c_1_signupsignin'],
  iss: ['https://evil.example/'],
  tid: [homeTenant],
  oid: ['a'],
  sub: ['b'],
  azp: [clientId],
  cnf: [{}],
  scp: ['tasks.read'],
});
const entraClaims = parts({
  ...times,
  aud: [audience],
  ver: ['2.0', '1.0'],
  tid: [homeTenant, otherTenant, homeTenant.toUpperCase()],
  acct: [0, 1],
  idp: ['live.com', `https://sts.windows.net/${homeTenant}/`],
  idtyp: ['app', 'user'],
  roles: [['Tasks.Read.All']],
});

it('never disagrees with the guard about a token of B2C', async () => {
  await fc.assert(
    fc.asyncProperty(fc.option(header, { freq: 3 }), b2cClaims, async (changed, claims) => {
      const token = await running.provider.token({ header: changed ?? {}, claims });
      const { reason, verdict } = await explained(running.api, token);
      expect({ claims, reason }).toEqual({ claims, reason: await guardReason(running.api, token) });
      expect(verdict).toBe(reason === null ? 'acceptable' : 'refused');
    }),
    { numRuns: 150 },
  );
});

it('never disagrees with the guard about a token of Entra ID', async () => {
  await fc.assert(
    fc.asyncProperty(entraClaims, async (claims) => {
      const token = await entra.token({ claims });
      const { reason } = await explained(entraApi, token);
      expect({ claims, reason }).toEqual({ claims, reason: await guardReason(entraApi, token) });
    }),
    { numRuns: 150 },
  );
});

it('never throws, whatever is pasted', async () => {
  const piece = fc.oneof(
    fc.string(),
    fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value)).toString('base64url')),
  );
  const pasted = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('.'));
  await fc.assert(
    fc.asyncProperty(pasted, async (text) => {
      expect(await explained(running.api, text, false)).toMatchObject({ verdict: 'refused' });
    }),
    { numRuns: 300 },
  );
});
