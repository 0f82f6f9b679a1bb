import { sendRaw } from '../support/raw-request.js';
import { useRunningApi } from '../support/running-api.js';

const running = useRunningApi();

const ask = (fields: readonly string[], version = '1.1') =>
  sendRaw(
    running.api.origin,
    [`GET /health/live HTTP/${version}`, ...fields, 'Connection: close', '', ''].join('\r\n'),
  );

it.each([
  ['localhost'],
  ['localhost:8000'],
  ['tasks.contoso.com'],
  ['127.0.0.1:8000'],
  ['[::1]'],
  ['[2001:db8::1]:443'],
  ['xn--bcher-kva.example'],
  ['a%C3%BC.example'],
  ['localhost:'],
])('accepts Host: %s', async (host) => {
  expect((await ask([`Host: ${host}`])).status).toBe(200);
});

it.each([
  ['a b'],
  ['localhost:80a'],
  ['localhost:80:80'],
  ['user@localhost'],
  ['http://localhost'],
  ['localhost/path'],
  ['localhost?x'],
  ['[::1'],
  ['[localhost]'],
  ['a%zz'],
  ['"localhost"'],
  ['b\u00fccher.example'],
])('refuses Host: %s', async (host) => {
  const { status, headers } = await ask([`Host: ${host}`]);
  expect(status).toBe(400);
  expect(headers).toContain('application/problem+json');
});

it.each([
  [['Host: localhost', 'Host: localhost']],
  [['Host: localhost', 'hOST: evil.example']],
  [['Host: localhost', 'X: y', 'Host:']],
])('refuses more than one: %j', async (fields) => {
  expect((await ask(fields)).status).toBe(400);
  expect((await ask(fields, '1.0')).status).toBe(400);
});

it('refuses none, but in HTTP/1.0', async () => {
  expect((await ask([])).status).toBe(400);
  expect((await ask([], '1.0')).status).toBe(200);
});
