import { useOtherProviders } from '../../support/other-providers.js';

// The catalogue of attacks on Entra ID and External ID, and what explains them, once more, now with further providers beside the one that is attacked: every
// refusal has the same reason, the same challenge and fetches as little as without them.
useOtherProviders();

describe.each([
  'entra/applications',
  'entra/key-issuers',
  'entra/modes',
  'explain/agreement',
  'explain/catalogue',
])('beside three other tenants: %s', (name) => {
  jest.requireActual(`../../${name}.spec.js`);
});
