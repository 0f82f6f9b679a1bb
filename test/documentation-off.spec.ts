import { useRunningApi } from './support/running-api.js';

const running = useRunningApi({ environment: { DOCUMENTATION: 'off' } });

it.each(['/docs', '/docs/', '/docs/swagger-ui.css', '/openapi.json', '/oauth2-redirect'])(
  'does not serve %s',
  async (path) => {
    expect((await running.api.call(path)).status).toBe(404);
  },
);

it('does not name the page in the metadata, which stays', async () => {
  const { status, body } = await running.api.call('/.well-known/oauth-protected-resource');
  expect(status).toBe(200);
  expect(body).not.toHaveProperty('resource_documentation');
});
