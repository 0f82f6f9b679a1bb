import { readFileSync } from 'node:fs';
import { Api } from './support/api.js';
import { useRunningApi } from './support/running-api.js';

const running = useRunningApi();
const prefix = 'https://contoso.onmicrosoft.com/11111111-1111-4111-8111-111111111111';

interface Document {
  readonly openapi: string;
  readonly info: { readonly version: string };
  readonly servers: { readonly url: string }[];
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly securitySchemes: Record<string, unknown> };
}

interface Operation {
  readonly operationId: string;
  readonly description?: string;
  readonly 'x-app-permissions'?: readonly string[];
  readonly security?: Record<string, string[]>[];
  readonly responses: Record<string, Answered>;
}

interface Answered {
  readonly content?: Record<string, unknown>;
  readonly headers?: Record<string, unknown>;
}

const document = async (api: Api) => (await api.call<Document>('/openapi.json')).body;

it('describes the API in OpenAPI 3.1, with its own address', async () => {
  const { openapi, info, servers } = await document(running.api);
  expect(openapi).toBe('3.1.0');
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(info.version).toBe(version);
  expect(servers).toEqual([{ url: 'http://localhost:8000' }]);
});

it('signs in at the first policy, by code, with full names of scopes and without a secret', async () => {
  const { origin } = running.provider;
  const { components, paths } = await document(running.api);
  const address = `${origin}/contoso.onmicrosoft.com/B2C_1_signupsignin/oauth2/v2.0`;
  expect(components.securitySchemes).toEqual({
    accessToken: {
      type: 'oauth2',
      description: expect.any(String),
      flows: {
        authorizationCode: {
          authorizationUrl: `${address}/authorize`,
          tokenUrl: `${address}/token`,
          scopes: {
            [`${prefix}/tasks.read`]: expect.any(String),
            [`${prefix}/tasks.write`]: expect.any(String),
          },
        },
      },
    },
    application: expect.anything(),
  });
  expect(paths['/tasks']?.['get']?.security?.[0]).toEqual({
    accessToken: [`${prefix}/tasks.read`],
  });
  expect(paths['/tasks']?.['post']?.security?.[0]).toEqual({
    accessToken: [`${prefix}/tasks.write`],
  });
  expect(paths['/me']?.['get']?.security).toEqual([{ accessToken: [] }]);
});

it('shows beside it how an application gets in, and which permission it needs', async () => {
  const { components, paths } = await document(running.api);
  expect(components.securitySchemes['application']).toEqual({
    type: 'oauth2',
    description: expect.any(String),
    flows: {
      clientCredentials: {
        tokenUrl: `${running.provider.origin}/contoso.onmicrosoft.com/B2C_1_signupsignin/oauth2/v2.0/token`,
        scopes: { [`${prefix}/.default`]: expect.any(String) },
      },
    },
  });
  const { get, post } = paths['/tasks'] ?? {};
  for (const operation of [get, post]) {
    expect(operation?.security?.[1]).toEqual({ application: [`${prefix}/.default`] });
  }
  expect(get?.['x-app-permissions']).toEqual(['Tasks.Read.All', 'Tasks.ReadWrite.All']);
  expect(post?.['x-app-permissions']).toEqual(['Tasks.ReadWrite.All']);
  expect(post?.description).toContain('`Tasks.ReadWrite.All`');
});

it('documents for each operation every status that it can answer', async () => {
  const { paths } = await document(running.api);
  const statuses = Object.values(paths)
    .flatMap((item) => Object.values(item))
    .map(({ operationId, responses }) => [operationId, Object.keys(responses).join(' ')]);
  expect(Object.fromEntries(statuses)).toEqual({
    getMe: '200 400 401 403 429 500 503',
    listTasks: '200 400 401 403 429 500 503',
    createTask: '201 400 401 403 413 415 422 429 500 503',
    getTask: '200 304 400 401 403 404 429 500 503',
    changeTask: '200 400 401 403 404 412 413 415 429 500 503',
    deleteFinishedTasks: '200 400 401 403 429 500 503',
    deleteTask: '204 400 401 403 404 412 429 500 503',
    isLive: '200 400',
    isReady: '200 400 503',
  });
});

it('documents what a limited answer says of the limits', async () => {
  const { paths } = await document(running.api);
  expect(Object.keys(paths['/tasks']?.['get']?.responses['429']?.headers ?? {})).toEqual([
    'Retry-After',
    'RateLimit-Policy',
    'RateLimit',
  ]);
});

it('offers no sign-in where no client is registered for the page', async () => {
  const api = await Api.start(running.provider, { OPENAPI_CLIENT_ID: '' });
  const { components, paths } = await document(api);
  expect(components.securitySchemes).toEqual({
    accessToken: expect.objectContaining({ type: 'http', scheme: 'bearer' }),
    application: expect.anything(),
  });
  expect(paths['/tasks']?.['get']?.security?.[0]).toEqual({ accessToken: ['tasks.read'] });
  await api.close();
});

it('asks for the full access scope alone where there is one', async () => {
  const api = await Api.start(running.provider, { FULL_ACCESS_SCOPE: 'user_impersonation' });
  const { components, paths } = await document(api);
  expect(components.securitySchemes).toMatchObject({
    accessToken: {
      flows: {
        authorizationCode: { scopes: { [`${prefix}/user_impersonation`]: expect.any(String) } },
      },
    },
  });
  expect(paths['/tasks']?.['get']?.security?.[0]).toEqual({
    accessToken: [`${prefix}/user_impersonation`],
  });
  await api.close();
});

describe('the documentation page', () => {
  it('is served from here, with the client and the scopes, and without a secret', async () => {
    const page = await running.api.call<string>('/docs');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    const script = await running.api.call<string>('/docs/swagger-ui-init.js');
    expect(script.body).toContain('"clientId": "22222222-2222-4222-8222-222222222222"');
    expect(script.body).toContain(`"${prefix}/tasks.read"`);
    expect(script.body).toContain('"oauth2RedirectUrl": "http://localhost:8000/oauth2-redirect"');
    expect(script.body).not.toMatch(/secret"/i);
  });

  it('allows no script and no style but those of its own files', async () => {
    for (const path of ['/docs', '/docs/', '/docs/index.html', '/oauth2-redirect?code=a&state=b']) {
      const { headers, body } = await running.api.call<string>(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("script-src 'self';style-src 'self';");
      expect(policy).not.toContain('unsafe');
      expect(body).not.toMatch(/<style|<script>|style=/);
    }
  });

  it('has the redirect page at the address that registrations name', async () => {
    const page = await running.api.call<string>('/oauth2-redirect?code=abc&state=def');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    const [, script] = /<script src="([^"]+)"/.exec(page.body) ?? [];
    const answer = await running.api.call<string>(script ?? '');
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('SignInChannel');
  });
});

describe('with several providers', () => {
  const staff = {
    STAFF_IDENTITY_PROVIDER: 'entra',
    STAFF_TENANT_ID: 'fab00000-0000-4000-8000-000000000001',
    STAFF_APP_CLIENT_ID: '55555555-5555-4555-8555-555555555555',
  };

  it('has a way in for each, and lets every operation be called through any of them', async () => {
    const api = await Api.start(running.provider, {
      TENANT_NAME: '',
      APP_CLIENT_ID: '',
      OPENAPI_CLIENT_ID: '',
      AUTH_POLICY_NAME: '',
      AUTHORITY_HOST: '',
      IDENTITY_PROVIDERS: 'customers,staff',
      CUSTOMERS_IDENTITY_PROVIDER: 'b2c',
      CUSTOMERS_TENANT_NAME: 'contoso',
      CUSTOMERS_APP_CLIENT_ID: '11111111-1111-4111-8111-111111111111',
      CUSTOMERS_OPENAPI_CLIENT_ID: '22222222-2222-4222-8222-222222222222',
      CUSTOMERS_AUTH_POLICY_NAME: 'B2C_1_signupsignin',
      CUSTOMERS_AUTHORITY_HOST: running.provider.origin,
      ...staff,
      STAFF_AUTHORITY_HOST: running.provider.origin,
    });
    const { components, paths } = await document(api);
    expect(components.securitySchemes).toEqual({
      'accessToken.customers': expect.objectContaining({ type: 'oauth2' }),
      'application.customers': expect.objectContaining({ type: 'oauth2' }),
      'accessToken.staff': expect.objectContaining({ type: 'http', scheme: 'bearer' }),
      'application.staff': expect.objectContaining({ type: 'oauth2' }),
    });
    expect(paths['/tasks']?.['get']?.security).toEqual([
      { 'accessToken.customers': [`${prefix}/tasks.read`] },
      { 'accessToken.staff': ['tasks.read'] },
      { 'application.customers': [`${prefix}/.default`] },
      { 'application.staff': [`api://${staff.STAFF_APP_CLIENT_ID}/.default`] },
    ]);
    await api.close();
  });
});
