import { attacksOnTokens } from '../../support/attack-catalogue.js';
import { useOtherProviders } from '../../support/other-providers.js';

// The catalogue of attacks on B2C once more, now with further providers beside the one that is attacked: every
// refusal has the same reason, the same challenge and fetches as little as without them.
useOtherProviders();

describe.each([...attacksOnTokens, 'keys/listed-keys', 'keys/rotation'])(
  'beside three other tenants: %s',
  (name) => {
    jest.requireActual(`../../${name}.spec.js`);
  },
);
