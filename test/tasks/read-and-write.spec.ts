import { Api, policyName, tokenOf } from '../support/api.js';
import { KeyServer } from '../support/key-server.js';

let keyServer: KeyServer;
let api: Api;

beforeAll(async () => {
  keyServer = await KeyServer.start(policyName);
  api = await (await Api.start(keyServer)).whenReady();
});

afterAll(async () => {
  await api.close();
  await keyServer.down();
});

it('gives a created task back as it was sent, with what was left out filled in', async () => {
  const token = tokenOf(keyServer);
  const created = await api.call('/tasks', {
    method: 'POST',
    token,
    body: { title: '  Water the plants ' },
  });
  expect(created.status).toBe(201);
  expect(created.body).toMatchObject({
    title: 'Water the plants',
    description: null,
    status: 'open',
    dueAt: null,
  });
  const found = await api.call(created.headers.get('location') ?? '', { token });
  expect(found.body).toEqual(created.body);
  expect(found.headers.get('etag')).toBe(created.headers.get('etag'));
});
