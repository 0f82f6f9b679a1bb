import type { Emulator } from 'azure-ad-b2c-emulator';
import { formsOf, freePort, type Visit, type Visitor } from 'test-support';
import { FakeApi, type FakeResponse } from './support/fake-api.js';
import { signIn, startB2cEmulator } from './support/full-stack.js';
import { environmentOf, WebClient } from './support/web-client.js';

let emulator: Emulator;
let client: WebClient;
let visitor: Visitor;
const api = new FakeApi();

beforeAll(async () => {
  const port = await freePort();
  await api.listen();
  emulator = await startB2cEmulator(port);
  const endpoint = `${api.origin}/anything?x=1`;
  client = await WebClient.start({
    ...environmentOf({ authorityHost: emulator.httpOrigin, endpoint, port }),
    ENDPOINT_TIMEOUT_SECONDS: '1',
  });
  ({ visitor } = await signIn(client));
});
afterAll(async () => {
  await client.close();
  await api.close();
  await emulator.close();
});

const problem = (detail: string) => JSON.stringify({ detail });
const soon = new Date(Date.now() + 600_000).toUTCString();

const answers: [name: string, response: FakeResponse, status: number, words: RegExp][] = [
  ['401', { status: 401 }, 401, /does not accept your sign-in/],
  ['403', { status: 403, body: problem('no') }, 403, /You are not allowed to do that/],
  ['404', { status: 404, body: problem('There is no such thing.') }, 404, /There is no such thing/],
  ['429', { status: 429, headers: { 'retry-after': '17' } }, 429, /Try again in 17 seconds/],
  ['429 with a date', { status: 429, headers: { 'retry-after': soon } }, 429, /in (9|10) minutes/],
  ['429 without a time', { status: 429 }, 429, /Try again in 60 seconds/],
  ['500', { status: 500, body: 'Error: secret stack' }, 502, /The API has a problem/],
  ['503', { status: 503, headers: { 'retry-after': '90' } }, 503, /Try again in 90 seconds/],
  ['503 without a time', { status: 503 }, 503, /Try again in 60 seconds/],
  ['a redirect', { status: 302, headers: { location: '/else' } }, 502, /answered with status 302/],
  ['text', { status: 200, body: 'hello' }, 502, /answered something odd/],
  ['an endless answer', { status: 200, body: ' '.repeat(1_100_000) }, 502, /something odd/],
];

it.each(answers)('describes %s of the API', async (_name, play, status, words) => {
  api.response = play;
  for (const path of ['/call_downstream_api', '/tasks']) {
    const page = await visitor.open(client.origin + path);
    expect(page.status).toBe(status);
    expect(page.text).toMatch(words);
    expect(page.text).not.toContain('secret stack');
  }
});

const keyIn = ({ text }: Visit) =>
  formsOf(text).find(({ action }) => action === '/tasks')?.fields['key'];

it.each([
  [400, true],
  [422, false],
  [429, true],
  [500, true],
])('after %s for a new task, whether its form keeps its key: %s', async (status, kept) => {
  api.response = { status: 200, body: '{"items":[],"nextCursor":null}' };
  const form = await visitor.open(`${client.origin}/tasks`);
  api.response = { status };
  const failed = await visitor.submit(form, 'tasks', { title: 'Water' });
  expect(keyIn(failed)).toMatch(/^[0-9a-f-]{36}$/);
  expect(keyIn(failed) === keyIn(form)).toBe(kept);
});

it('keeps what was typed if the API does not accept the sign-in', async () => {
  api.response = { status: 200, body: '{"items":[],"nextCursor":null}' };
  const form = await visitor.open(`${client.origin}/tasks`);
  api.response = { status: 401 };
  const refused = await visitor.submit(form, 'tasks', { title: 'Tea & <b>cake</b>' });
  expect(refused.status).toBe(401);
  expect(refused.text).toContain('>Tea &amp; &lt;b&gt;cake&lt;/b&gt;<');
  api.response = { status: 200, body: '{"items":[],"nextCursor":null}' };
  const back = await visitor.follow(refused, 'Sign in');
  expect(back.url.pathname).toBe('/tasks');
  expect(formsOf(back.text).find(({ action }) => action === '/tasks')?.fields['title']).toBe(
    'Tea & <b>cake</b>',
  );
});

it.each(['GET', 'POST'])('logs why a %s of tasks failed', async (method) => {
  api.response = { status: 200, body: '{"items":[],"nextCursor":null}' };
  const form = await visitor.open(`${client.origin}/tasks`);
  api.response = { status: 418 };
  await (method === 'GET'
    ? visitor.open(`${client.origin}/tasks`)
    : visitor.submit(form, 'tasks', { title: 'Water' }));
  expect(client.log.join('\n')).toMatch(new RegExp(`${method} /tasks 418 \\d+ms downstream_418`));
});

it.each([429, 503])('passes on how long to wait after %s', async (status) => {
  api.response = { status, headers: { 'retry-after': '17' } };
  const { headers } = await visitor.open(`${client.origin}/tasks`);
  expect(headers.get('retry-after')).toBe('17');
});

it('offers to try again after an error that may pass by itself', async () => {
  api.response = { status: 500 };
  const page = await visitor.open(`${client.origin}/tasks?cursor=x`);
  api.response = { status: 200, body: '{"items":[],"nextCursor":null}' };
  const again = await visitor.follow(page, 'Try again');
  expect([again.status, again.url.href]).toEqual([200, page.url.href]);
});

it('links to older tasks, and from there to the newest', async () => {
  api.response = { status: 200, body: '{"items":[],"nextCursor":"a/b"}' };
  const newest = await visitor.open(`${client.origin}/tasks`);
  expect(newest.text).not.toContain('Newest tasks');
  const older = await visitor.follow(newest, 'Older tasks');
  expect(older.url.searchParams.get('cursor')).toBe('a/b');
  expect((await visitor.follow(older, 'Newest tasks')).url.search).toBe('');
});

it('describes a timeout', async () => {
  api.response = undefined;
  const page = await visitor.open(`${client.origin}/call_downstream_api`);
  expect(page.status).toBe(504);
  expect(page.text).toContain('The API takes too long');
});

it('describes an API that cannot be reached', async () => {
  const endpoint = `http://localhost:${await freePort()}/tasks`;
  const port = await freePort();
  const local = await startB2cEmulator(port);
  const other = await WebClient.start(
    environmentOf({ authorityHost: local.httpOrigin, endpoint, port }),
  );
  const { page } = await signIn(other, undefined, '/tasks');
  expect(page.status).toBe(502);
  expect(page.text).toContain('The API cannot be reached');
  await other.close();
  await local.close();
});

it('shows any JSON, escaped', async () => {
  api.response = { status: 200, body: '{"a":["<script>alert(1)</script>"]}' };
  const page = await visitor.open(`${client.origin}/call_downstream_api`);
  expect(page.text).toContain('&lt;script&gt;alert(1)');
  expect(page.text).not.toContain('<script>');
  expect(api.seen.at(-1)?.authorization).toMatch(/^Bearer ey/);
});
