import { freePort } from 'test-support';
import type { TestProvider } from '../../src/auth/testing/index.js';
import { Api } from '../support/api.js';
import { Nginx } from '../support/nginx.js';
import { startProvider } from '../support/provider.js';

let provider: TestProvider;
let api: Api;
let nginx: Nginx;
let publicUrl: string;

/** nginx serves the API under a path, and strips the path. */
beforeAll(async () => {
  provider = await startProvider();
  const port = await freePort();
  publicUrl = `http://127.0.0.1:${port}/team/api`;
  api = await Api.start(provider, { PUBLIC_URL: publicUrl });
  await api.whenReady();
  nginx = await Nginx.start(`
    server {
      listen 127.0.0.1:${port};
      location /team/api/ { proxy_pass ${api.origin}/; }
      location /health/ { proxy_pass ${api.origin}; }
    }`);
});

afterAll(async () => {
  await nginx.stop();
  await api.close();
  await provider.close();
});

const headers = async () => ({
  authorization: `Bearer ${await provider.token()}`,
  'content-type': 'application/json',
});

it('says in Location where the new task is for callers', async () => {
  const { status, headers: fields } = await fetch(`${publicUrl}/tasks`, {
    method: 'POST',
    headers: await headers(),
    body: JSON.stringify({ title: 'Behind a path' }),
  });
  expect(status).toBe(201);
  const location = new URL(fields.get('location') ?? '', publicUrl).href;
  expect(location).toMatch(new RegExp(`^${publicUrl}/tasks/`));
  expect((await fetch(location, { headers: await headers() })).status).toBe(200);
});

it('describes itself by the address of the proxy', async () => {
  const document = (await (await fetch(`${publicUrl}/openapi.json`)).json()) as {
    servers: unknown;
  };
  expect(document.servers).toEqual([{ url: publicUrl }]);
});

it('names metadata in its challenge that can be had there', async () => {
  const refused = await fetch(`${publicUrl}/tasks`);
  const [, address = ''] =
    /resource_metadata="([^"]+)"/.exec(refused.headers.get('www-authenticate') ?? '') ?? [];
  expect(address).toMatch(new RegExp(`^${publicUrl}/`));
  expect(await (await fetch(address)).json()).toMatchObject({ resource: publicUrl });
});

it.each(['/docs', '/docs/', '/oauth2-redirect'])(
  'has a page at %s whose files can all be had',
  async (path) => {
    const page = await fetch(publicUrl + path);
    expect(page.status).toBe(200);
    const html = await page.text();
    const files = [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css|png))"/g)];
    expect(files.length).toBeGreaterThan(path === '/oauth2-redirect' ? 0 : 4);
    for (const [, file = ''] of files) {
      const { status } = await fetch(new URL(file, publicUrl + path));
      expect({ file, status }).toEqual({ file, status: 200 });
    }
    const policy = page.headers.get('content-security-policy');
    expect(policy).toContain(`connect-src 'self' ${new URL(publicUrl).origin} `);
  },
);
