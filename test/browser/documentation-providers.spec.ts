import {
  defaultClientIds,
  defaultConfig,
  demoUser,
  startEmulator,
  type Emulator,
} from 'azure-ad-b2c-emulator';
import type { BrowserContext, Page } from 'playwright-core';
import { freePort } from 'test-support';
import { violationsOn } from '../support/accessibility.js';
import { Api } from '../support/api.js';
import { complaintsOf, useBrowser } from '../support/browser.js';
import { DocumentationVisitor } from '../support/documentation-page.js';

// Each sign-in goes through two pages in two windows.
jest.setTimeout(90_000);

const staffTenant = { name: 'fabrikam', id: 'fab00000-0000-4000-8000-000000000001' };
const ada = { email: 'ada@fabrikam.example', password: 'Demo-pass-1' };

/** Somebody whom each provider knows, and what the provider is. */
const people = {
  customers: { who: demoUser, product: 'Azure AD B2C' },
  staff: { who: ada, product: 'Microsoft Entra ID' },
  'new-customers': { who: demoUser, product: 'Microsoft Entra External ID' },
};

/** Registrations of a further tenant: the API and the documentation page. */
function registrations(first: string, redirectUri: string) {
  const api = `${first}1111111-1111-4111-8111-111111111111`;
  const scopes = ['tasks.read', 'tasks.write'];
  return [
    { name: 'Tasks API', clientId: api, scopes },
    {
      name: 'Documentation page',
      clientId: `${first}2222222-2222-4222-8222-222222222222`,
      redirectUris: { spa: [redirectUri] },
      permissions: [{ resource: api, scopes }],
    },
  ];
}

/** The variables of a provider, with its name in front. */
function named(name: string, variables: Readonly<Record<string, string>>) {
  const entries = Object.entries(variables).map(([key, value]) => [`${name}_${key}`, value]);
  return Object.fromEntries(entries) as Record<string, string>;
}

/** Customers in B2C, staff in Entra ID and, as the third, the same customers in External ID. */
describe.each([['customers,staff'], ['customers,staff,new-customers']])('with %s', (listed) => {
  const names = listed.split(',') as (keyof typeof people)[];
  let emulator: Emulator;
  let api: Api;
  const browser = useBrowser();
  let context: BrowserContext;
  let page: Page;
  let visitor: DocumentationVisitor;
  let complaints: string[];

  beforeAll(async () => {
    const port = await freePort();
    const publicUrl = `http://localhost:${port}`;
    const redirectUri = `${publicUrl}/oauth2-redirect`;
    emulator = await startEmulator({
      config: {
        applications: defaultConfig.applications.map((application) =>
          application.clientId === defaultClientIds.documentation
            ? { ...application, redirectUris: { spa: [redirectUri] } }
            : application,
        ),
        furtherTenants: [
          {
            provider: 'entra',
            name: 'staff',
            tenant: staffTenant,
            applications: registrations('b', redirectUri),
            users: [{ ...ada, attributes: { name: 'Ada Lovelace' } }],
          },
          { provider: 'external-id', applications: registrations('a', redirectUri) },
        ],
      },
    });
    const AUTHORITY_HOST = emulator.httpOrigin;
    const registration = (first: string) => {
      const [resource, page_] = registrations(first, redirectUri);
      return { APP_CLIENT_ID: resource?.clientId ?? '', OPENAPI_CLIENT_ID: page_?.clientId ?? '' };
    };
    // An empty variable counts as one that is not set: the plain ones would be a fault beside the list.
    const plain = ['TENANT_NAME', 'APP_CLIENT_ID', 'OPENAPI_CLIENT_ID', 'AUTH_POLICY_NAME'];
    api = await Api.start(
      { origin: '' },
      {
        ...Object.fromEntries(plain.map((name) => [name, ''])),
        PORT: String(port),
        PUBLIC_URL: publicUrl,
        IDENTITY_PROVIDERS: listed,
        ...named('CUSTOMERS', {
          IDENTITY_PROVIDER: 'b2c',
          TENANT_NAME: 'contoso',
          APP_CLIENT_ID: defaultClientIds.api,
          OPENAPI_CLIENT_ID: defaultClientIds.documentation,
          AUTH_POLICY_NAME: 'B2C_1_signupsignin',
          AUTHORITY_HOST,
        }),
        ...named('STAFF', {
          IDENTITY_PROVIDER: 'entra',
          TENANT_ID: staffTenant.id,
          AUTHORITY_HOST,
          ...registration('b'),
        }),
        ...named('NEW_CUSTOMERS', {
          IDENTITY_PROVIDER: 'external-id',
          TENANT_NAME: 'contoso',
          TENANT_ID: defaultConfig.tenant.id,
          AUTHORITY_HOST,
          ...registration('a'),
        }),
      },
    );
    await api.whenReady();
  });
  afterAll(async () => {
    await api.close();
    await emulator.close();
  });
  beforeEach(async () => {
    context = await browser.newContext();
    page = await context.newPage();
    visitor = new DocumentationVisitor(context, page);
    complaints = complaintsOf(page);
  });
  afterEach(() => context.close());

  const open = async () => {
    const [{ url } = { url: '' }] = api.document.servers ?? [];
    await page.goto(`${url}/docs`);
  };

  it('offers one sign-in for each provider, by its name', async () => {
    await open();
    await page.locator('.sign-in').waitFor();
    const buttons = await page.getByRole('button', { name: /^Sign in/ }).allInnerTexts();
    expect(buttons).toEqual(names.map((name) => `Sign in with ${name}`));
    expect(await violationsOn(page)).toEqual([]);
  });

  it.each(names)('lets every operation be tried with a sign-in with %s', async (name) => {
    const { who, product } = people[name];
    await open();
    await visitor.signIn(who, `Sign in with ${name}`);
    expect(await visitor.person().innerText()).toContain(`through ${name} (${product})`);
    expect(await visitor.tryOut('createTask', { title: `By ${name}` })).toBe('201');
    expect(await visitor.tryOut('getMe')).toBe('200');
    expect(await visitor.answer('getMe')).toContain(`"provider": "${name}"`);
    expect(complaints).toEqual([]);
  });

  it('lets somebody else in through another provider, without a reload', async () => {
    await open();
    await visitor.signIn(demoUser, 'Sign in with customers');
    const logout = await visitor.openWindow('Sign out');
    await visitor.closed(logout);
    await visitor.signIn(ada, 'Sign in with staff');
    await visitor.sees('Ada Lovelace');
    expect(await visitor.tryOut('getMe')).toBe('200');
    expect(await visitor.answer('getMe')).toContain('"provider": "staff"');
    expect(complaints).toEqual([]);
  });

  it('says how a forgotten password is reset where no user flow of the API does it', async () => {
    await open();
    const window = await visitor.openWindow('Sign in with customers');
    await window.click('text=Forgot your password');
    await visitor.sees('A forgotten password cannot be reset from here');
    expect(await visitor.person().count()).toBe(0);
  });
});
