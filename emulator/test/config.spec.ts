import { ConfigError, defaultConfig, parseConfig, type PartialConfig } from '../src/index.js';
import { start } from './support/running-emulator.js';

function faults(config: unknown): readonly string[] {
  try {
    parseConfig(config);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) {
      return error.faults;
    }
    throw error;
  }
}

const [first, ...others] = defaultConfig.applications;

describe('the configuration', () => {
  it('may be left out altogether', () => {
    expect(parseConfig().policies.map(({ id }) => id)).toEqual([
      'B2C_1_signupsignin',
      'B2C_1_editprofile',
      'B2C_1_resetpassword',
    ]);
  });

  it('replaces the default set-up part by part', () => {
    const { tenant, policies } = parseConfig({
      tenant: { name: 'fabrikam', id: 'FAB00000-0000-4000-8000-000000000000' },
    });
    expect(tenant.id).toBe('fab00000-0000-4000-8000-000000000000');
    expect(policies).toHaveLength(3);
  });

  it.each<[string, unknown, string]>([
    ['no object', [], '(top level): expected an object'],
    ['an unknown part', { polices: [] }, 'polices'],
    [
      'a tenant name with dots',
      { tenant: { ...defaultConfig.tenant, name: 'a.b' } },
      'tenant.name',
    ],
    ['a policy of no kind', { policies: [{ id: 'B2C_1_x' }] }, 'policies[0].kind'],
    [
      'a lifetime out of range',
      {
        policies: [
          { id: 'B2C_1_x', kind: 'sign-up-sign-in', lifetimes: { accessTokenMinutes: 4 } },
        ],
      },
      'policies[0].lifetimes.accessTokenMinutes',
    ],
    [
      'a policy twice, in whatever case',
      { policies: ['B2C_1_x', 'b2c_1_X'].map((id) => ({ id, kind: 'edit-profile' })) },
      'policies[1].id: "b2c_1_X" is used twice',
    ],
    [
      'a redirect URI with a fragment',
      {
        applications: [
          { ...first, redirectUris: { spa: ['http://localhost:3000/#x'] } },
          ...others,
        ],
      },
      'applications[0].redirectUris.spa[0]: an absolute URI without a fragment',
    ],
    [
      'a redirect URI that is a script',
      { applications: [{ ...first, redirectUris: { web: ['javascript:alert(1)'] } }, ...others] },
      'applications[0].redirectUris.web[0]',
    ],
    [
      'a permission on an API that is not there',
      { applications: others },
      'applications[0].permissions[0].resource: no application has this id',
    ],
    [
      'a permission the API does not expose',
      { applications: [{ ...first, scopes: ['tasks.read'] }, ...others] },
      'applications[1].permissions[0].scopes[1]: "Tasks API" does not expose "tasks.write"',
    ],
    [
      'an unknown attribute',
      { users: [{ email: 'a@b.example', password: 'x', attributes: { shoeSize: 46 } }] },
      'users[0].attributes.shoeSize',
    ],
  ])('with %s is refused, by path', (_, config, expected) => {
    expect(faults(config).join('\n')).toContain(expected);
  });

  it('names every fault at once', () => {
    expect(faults({ tenant: { name: '', id: 'x' }, policies: [] })).toHaveLength(3);
  });

  it('keeps an emulator with faults from starting', async () => {
    const config = { policies: [] } satisfies PartialConfig;
    await expect(start({ config })).rejects.toThrow('policies: at least one policy');
  });
});
