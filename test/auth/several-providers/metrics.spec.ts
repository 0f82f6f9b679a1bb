import { AuthStatistics } from '../../../src/auth/index.js';
import { clients, ThreeProviders } from '../../support/three-providers.js';

const three = ThreeProviders.use();
const accepted = () => three.api.nest.get(AuthStatistics).read().accepted;

it('counts accepted requests for each provider and client, so that the last ones on the old side are seen', async () => {
  const other = 'abababab-abab-4bab-8bab-abababababab';
  const calls = [
    three.token('customers'),
    three.token('customers'),
    three.token('customers', { azp: other }),
    three.token('new-customers', { azp: other }),
    three.token('customers', { aud: 'somebody else' }),
    three.token('staff', { azp: undefined }),
  ];
  for (const token of calls) {
    await three.call(token);
  }
  expect(accepted()).toEqual(
    expect.arrayContaining([
      { provider: 'customers', client: clients.person, count: 2 },
      { provider: 'customers', client: other, count: 1 },
      { provider: 'new-customers', client: other, count: 1 },
    ]),
  );
  expect(accepted().filter(({ provider }) => provider === 'customers')).toHaveLength(2);
  expect(accepted().filter(({ provider }) => provider === 'staff')).toHaveLength(1);
});
