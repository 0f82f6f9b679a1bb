import { startEmulator, type PartialConfig } from '../src/index.js';
import { clientIds, registrations } from './support/several-tenants.js';

describe('the configuration of further tenants', () => {
  const applications = registrations('a');
  it.each<[string, PartialConfig, string]>([
    [
      'the same product twice',
      { furtherTenants: [{ provider: 'b2c', name: 'again', applications }] },
      'furtherTenants[0].tenant: this tenant has these addresses already',
    ],
    [
      'Entra ID and External ID as one tenant',
      {
        furtherTenants: [
          { provider: 'entra', applications },
          { provider: 'external-id', applications },
        ],
      },
      'furtherTenants[1].tenant: this tenant has these addresses already',
    ],
    [
      'a name twice',
      { furtherTenants: [{ provider: 'external-id', name: 'b2c', applications }] },
      'furtherTenants[0].name: "b2c" is used twice',
    ],
    [
      'people of a shared tenant',
      {
        furtherTenants: [
          {
            provider: 'external-id',
            applications,
            users: [{ email: 'a@b.example', password: 'x' }],
          },
        ],
      },
      'furtherTenants[0].users: a shared tenant has the people of the top level',
    ],
    [
      'no applications',
      { furtherTenants: [{ provider: 'external-id', applications: [] }] },
      'furtherTenants[0].applications: at least one application',
    ],
    [
      'a permission on what does not exist',
      {
        furtherTenants: [
          {
            provider: 'external-id',
            applications: [
              { ...applications[1], permissions: [{ resource: clientIds('d').api }] },
            ] as typeof applications,
          },
        ],
      },
      'furtherTenants[0].applications[0].permissions[0].resource: no application has this id',
    ],
  ])('names its faults by path: %s', async (_, config, fault) => {
    await expect(startEmulator({ config })).rejects.toThrow(fault);
  });
});
