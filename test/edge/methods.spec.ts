import { useRunningApi } from '../support/running-api.js';

const running = useRunningApi({
  environment: { TRUST_PROXY: '127.0.0.1', RATE_LIMIT_PER_IP: '20/60' },
});

let lastHost = 0;
const call = (method: string, path: string) =>
  running.api.call(path, {
    method,
    token: running.provider.token(),
    headers: { 'x-forwarded-for': `198.51.100.${++lastHost}` },
  });

const id = '01a1fd7c-1112-76a3-9fd1-bd6e6210cf2c';

it.each([
  ['PUT', '/tasks', 'GET, HEAD, POST'],
  ['DELETE', '/tasks', 'GET, HEAD, POST'],
  ['OPTIONS', '/tasks', 'GET, HEAD, POST'],
  ['PROPFIND', '/tasks?limit=1', 'GET, HEAD, POST'],
  ['PUT', `/tasks/${id}`, 'DELETE, GET, HEAD, PATCH'],
  ['POST', `/t%61sks/${id}`, 'DELETE, GET, HEAD, PATCH'],
  ['POST', '/me', 'GET, HEAD'],
  ['POST', '/health/live', 'GET, HEAD'],
  ['POST', '/openapi.json', 'GET, HEAD'],
  ['DELETE', '/docs/swagger-ui.css', 'GET, HEAD'],
  ['POST', '/.well-known/oauth-protected-resource', 'GET, HEAD'],
])('answers %s %s with 405 and the methods that it may be', async (method, path, allow) => {
  const { status, headers, body } = await call(method, path);
  expect(status).toBe(405);
  expect(headers.get('allow')).toBe(allow);
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(body['title']).toBe('Method Not Allowed');
});

it.each([
  ['PUT', '/nothing'],
  ['GET', '/tasks/'],
  ['POST', '/TASKS'],
  ['PUT', `/tasks/${id}/more`],
])('answers %s %s with 404', async (method, path) => {
  const { status, headers } = await call(method, path);
  expect(status).toBe(404);
  expect(headers.get('allow')).toBeNull();
});
