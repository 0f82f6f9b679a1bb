import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { homeTenant, otherTenant } from '../../support/entra-modes.js';
import { policyName } from '../../support/provider.js';
import {
  audiences,
  clients,
  formerTenant,
  issuers,
  keyIds,
  providerNames,
  ThreeProviders,
} from '../../support/three-providers.js';

const three = ThreeProviders.use();

/** Values of claims that differ between providers. */
const values: Readonly<Record<string, readonly unknown[]>> = {
  aud: [...Object.values(audiences), Object.values(audiences), [audiences.staff]],
  ver: ['1.0', '2.0', 2],
  tid: [homeTenant, otherTenant, formerTenant],
  tfp: [policyName, 'B2C_1_other'],
  acr: [policyName],
  iss: [
    ...Object.values(issuers),
    Object.values(issuers),
    `https://login.microsoftonline.com/${otherTenant}/v2.0`,
    'https://login.microsoftonline.com/{tenantid}/v2.0',
    `https://sts.windows.net/${homeTenant}/`,
  ],
  scp: ['tasks.read', 'Tasks.Read.All'],
  roles: [['Tasks.Read.All']],
  idtyp: ['app', 'user'],
  azp: Object.values(clients),
  formerObjectId: ['x', homeTenant],
};

/** Up to five of them, changed or left out. */
const deviations = fc
  .array(
    fc
      .constantFrom(...Object.keys(values))
      .chain((name) =>
        fc.constantFrom(...(values[name] ?? []), undefined).map((value) => [name, value] as const),
      ),
    { maxLength: 5 },
  )
  .map((claims) => Object.fromEntries(claims));

it('accepts no token by a provider whose issuer it does not name', async () => {
  const anyProvider = fc.constantFrom(...providerNames);
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        anyProvider.map((one) => ({ shape: one, signer: one, label: one })),
        fc.record({ shape: anyProvider, signer: anyProvider, label: anyProvider }),
      ),
      deviations,
      async ({ shape, signer, label }, deviation) => {
        const claims: Record<string, unknown> = { ...(await three.claimsOf(shape)), ...deviation };
        const token = three.sign(claims, { signer, kid: keyIds[label] });
        const { status, body } = await three.call(token);
        accepted += Number(status === 200);
        expect({ status, provider: body['provider'] }).toEqual(
          status === 200 ? { status: 200, provider: signer } : { status: 401, provider: undefined },
        );
        // Who signed, whose key it says it is, whose issuer it names and whom it is for: one provider.
        const facts = { label, iss: claims['iss'], aud: [claims['aud']].flat() };
        const ofSigner = { label: signer, iss: issuers[signer], aud: [audiences[signer]] };
        expect(status === 401 || isDeepStrictEqual(facts, ofSigner)).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
  // A property about tokens that are never accepted would hold of an API that accepts none.
  expect(accepted).toBeGreaterThan(0);
});
