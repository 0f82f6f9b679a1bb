import { useRunningApi } from './support/running-api.js';
import { newTask } from './support/task-body.js';

// A proxy serves the API under /api, and removes that from the address of every request.
const publicUrl = 'https://contoso.com/api';
const running = useRunningApi({ environment: { PUBLIC_URL: publicUrl } });

it('says where a new task is for callers of the proxy', async () => {
  const token = await running.provider.token({ id: 'ada' });
  const created = await running.api.call('/tasks', { method: 'POST', token, body: newTask() });
  const location = created.headers.get('location') ?? '';
  expect(location).toBe(`/api/tasks/${String(created.body['id'])}`);
  const found = await running.api.call(location.replace('/api', ''), { token });
  expect(found.body).toEqual(created.body);
});

it('describes the API as it is found at the proxy', async () => {
  const { body } = await running.api.call('/openapi.json');
  expect(body['servers']).toEqual([{ url: publicUrl }]);
  const page = await running.api.call<string>('/docs');
  expect(page.body).toMatch(/src=['"]\/api\/docs\/page\.js['"]/);
  const script = await running.api.call<string>('/docs/swagger-ui-init.js');
  expect(script.body).toContain(`${publicUrl}/oauth2-redirect`);
  const redirect = await running.api.call<string>('/oauth2-redirect');
  expect(redirect.body).toContain('src="/api/docs/redirect.js"');
});

it('serves the metadata of the resource both before and after the path of its identifier', async () => {
  const metadata = '/.well-known/oauth-protected-resource';
  const answers = await Promise.all([
    running.api.call(metadata),
    running.api.call(`${metadata}/api`),
  ]);
  for (const { status, body } of answers) {
    expect(status).toBe(200);
    expect(body).toMatchObject({
      resource: publicUrl,
      resource_documentation: `${publicUrl}/docs`,
    });
  }
  const refused = await running.api.call('/me');
  expect(refused.headers.get('www-authenticate')).toContain(
    `resource_metadata="${publicUrl}${metadata}"`,
  );
});
