import type { TestProvider } from '../../src/auth/testing/index.js';
import { Api } from '../support/api.js';
import { Person } from '../support/person.js';
import { startProvider } from '../support/provider.js';
import { newTask } from '../support/task-body.js';

jest.setTimeout(120_000);

let provider: TestProvider;
let api: Api;

beforeAll(async () => {
  provider = await startProvider();
  api = await (await Api.start(provider)).whenReady();
});
afterAll(async () => {
  await api.close();
  await provider.close();
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
  const people = Array.from({ length: 50 }, () => new Person({ api, provider }));
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => people.map((person) => send(person))).flat(),
  );
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status !== expected)).toEqual([]);
});
