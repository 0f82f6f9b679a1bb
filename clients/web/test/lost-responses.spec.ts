import { defaultClientIds, type Emulator } from 'azure-ad-b2c-emulator';
import { Api } from '../../../test/support/api.js';
import { freePort, type Visit, type Visitor } from 'test-support';
import { cookieName, signIn, startB2cEmulator } from './support/full-stack.js';
import { ResponseProxy } from './support/response-proxy.js';
import { environmentOf, WebClient } from './support/web-client.js';

let emulator: Emulator;
let api: Api;
let proxy: ResponseProxy;
let client: WebClient;
let visitor: Visitor;
let page: Visit;

beforeAll(async () => {
  const port = await freePort();
  emulator = await startB2cEmulator(port);
  const authorityHost = emulator.httpOrigin;
  api = await Api.start({ origin: authorityHost }, { APP_CLIENT_ID: defaultClientIds.api });
  await api.whenReady();
  proxy = await new ResponseProxy(api.origin).listen();
  const endpoint = `${proxy.origin}/tasks`;
  client = await WebClient.start(environmentOf({ authorityHost, endpoint, port }));
});
afterAll(async () => {
  await client.close();
  await proxy.close();
  await api.close();
  await emulator.close();
});

beforeEach(async () => {
  proxy.transform = passOn;
  ({ visitor, page } = await signIn(client, undefined, '/tasks'));
});

const countOf = (title: string, { text }: Visit) =>
  text.split(`<li><span class="title"`).filter((item) => item.includes(`>${title}<`)).length;

const passOn: ResponseProxy['transform'] = (response) => response;
const drop: ResponseProxy['transform'] = () => undefined;
const gatewayTimeout: ResponseProxy['transform'] = () => ({
  status: 504,
  headers: {},
  body: Buffer.alloc(0),
});

const failures = [
  ['lost', drop],
  ['replaced by 504', gatewayTimeout],
] as const;

it.each(failures)(
  'adds a task once if it is sent again after its response was %s',
  async (name, transform) => {
    const title = `Response ${name}`;
    proxy.transform = transform;
    const failed = await visitor.submit(page, 'tasks', { title });
    expect(failed.status).toBe(502);
    const failedAgain = await visitor.submit(failed, 'tasks');
    expect(failedAgain.status).toBe(502);
    proxy.transform = passOn;
    const added = await visitor.submit(failedAgain, 'tasks');
    expect(added.text).toContain('Your task was added.');
    expect(countOf(title, added)).toBe(1);
  },
);

it('adds a task once although the session ended before it was sent again', async () => {
  proxy.transform = drop;
  const failed = await visitor.submit(page, 'tasks', { title: 'Sent by two sessions' });
  proxy.transform = passOn;
  visitor.setCookie(client.origin, cookieName, 'gone');
  const refused = await visitor.submit(failed, 'tasks');
  expect(refused.status).toBe(401);
  const added = await visitor.submit(await visitor.follow(refused, 'Sign in'), 'tasks');
  expect(added.text).toContain('Your task was added.');
  expect(countOf('Sent by two sessions', added)).toBe(1);
});

it('adds another task if the title was changed after a lost response', async () => {
  proxy.transform = drop;
  const failed = await visitor.submit(page, 'tasks', { title: 'First thought' });
  proxy.transform = passOn;
  const added = await visitor.submit(failed, 'tasks', { title: 'Second thought' });
  expect(countOf('First thought', added)).toBe(1);
  expect(countOf('Second thought', added)).toBe(1);
});

it('adds a second task with the same title from the next form', async () => {
  const first = await visitor.submit(page, 'tasks', { title: 'Twice on purpose' });
  const second = await visitor.submit(first, 'tasks', { title: 'Twice on purpose' });
  expect(countOf('Twice on purpose', second)).toBe(2);
});

it('accepts another title in a form that a browser went back to', async () => {
  await visitor.submit(page, 'tasks', { title: 'Before' });
  const after = await visitor.submit(page, 'tasks', { title: 'After' });
  expect(after.text).toContain('Your task was added.');
  expect(countOf('After', after)).toBe(1);
});
