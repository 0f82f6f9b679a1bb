import { formatLine } from '../../dev/log-lines.mjs';

const api = (entry: object) => formatLine('api', JSON.stringify(entry), false);
const request = { level: 'info', msg: 'request', method: 'GET', route: '/tasks', ms: 1.7 };

it.each([
  [{ ...request, status: 200 }, 'api      GET /tasks 200 1.7 ms'],
  [{ ...request, status: 401, refusal: 'expired' }, 'api      GET /tasks 401 1.7 ms expired'],
  [
    { ...request, status: 503, refusal: 'database_unavailable', hint: 'start it' },
    'api      GET /tasks 503 1.7 ms database_unavailable (start it)',
  ],
  [{ ...request, route: null, status: 404 }, 'api      GET (no route) 404 1.7 ms'],
  [{ level: 'warn', msg: 'Redis is away' }, 'api      warn: Redis is away'],
  [
    { level: 'error', msg: 'a defect', err: { stack: 'Error: a defect\n    at here' } },
    'api      error: a defect\nError: a defect\n    at here',
  ],
])('shows a line of the log of the API: %j', (entry, line) => {
  expect(api(entry)).toBe(line);
});

it('leaves out the health checks that npm run dev makes itself', () => {
  expect(api({ ...request, route: '/health/ready', status: 503 })).toBeUndefined();
});

it('shows requests and messages of the web client', () => {
  const entry = { level: 'log', context: 'Request', message: 'GET /sign_in 302 4ms' };
  expect(formatLine('web', JSON.stringify(entry), false)).toBe('web      GET /sign_in 302 4ms');
});

it('leaves out what Nest says while it starts', () => {
  const entry = { level: 'log', context: 'RouterExplorer', message: 'Mapped {/, GET} route' };
  expect(formatLine('web', JSON.stringify(entry), false)).toBeUndefined();
});

it('shows what is not JSON as it is, without the mark of the emulator', () => {
  const line = '[local emulator] GET /x/v2.0/.well-known/openid-configuration 200 1 ms';
  expect(formatLine('emulator', line, false)).toBe(
    'emulator GET /x/v2.0/.well-known/openid-configuration 200 1 ms',
  );
  expect(formatLine('spa', '{not JSON', false)).toBe('spa      {not JSON');
});

it('colours the name of the process, and nothing without a terminal', () => {
  expect(formatLine('api', 'text', true)).toBe('\u001b[36mapi     \u001b[39m text');
  expect(formatLine('api', '', true)).toBeUndefined();
});
