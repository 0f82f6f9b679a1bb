import { Api, policyName } from '../support/api.js';
import { KeyServer } from '../support/key-server.js';
import { Person } from '../support/person.js';
import { newTask } from '../support/task-body.js';

jest.setTimeout(120_000);

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

it.each([
  ['reads', (person: Person) => person.get('/tasks'), 200],
  ['writes', (person: Person) => person.send('POST', '/tasks', newTask()), 201],
  [
    'writes with a key',
    (person: Person) =>
      person.send('POST', '/tasks', newTask(), { 'idempotency-key': crypto.randomUUID() }),
    201,
  ],
])('answers a thousand %s at once without a 503, from a pool of ten', async (_, send, expected) => {
  const people = Array.from({ length: 50 }, () => new Person({ api, keyServer }));
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => people.map((person) => send(person))).flat(),
  );
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status !== expected)).toEqual([]);
});
