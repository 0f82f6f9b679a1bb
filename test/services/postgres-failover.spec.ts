import type { TestProvider } from '../../src/auth/testing/index.js';
import { Api } from '../support/api.js';
import { Person, type Page } from '../support/person.js';
import { PostgresServer } from '../support/postgres-server.js';
import { startProvider } from '../support/provider.js';
import { newTask } from '../support/task-body.js';

jest.setTimeout(120_000);

let provider: TestProvider;
let primary: PostgresServer;
let standby: PostgresServer;
let api: Api;

beforeAll(async () => {
  provider = await startProvider();
  primary = await PostgresServer.start([
    // A change is acknowledged when the standby has it: nothing that was answered can be lost.
    `synchronous_standby_names = '*'`,
    `synchronous_commit = local`,
  ]);
  standby = await PostgresServer.startStandby(primary);
  primary.configure(['synchronous_commit = on']);
  primary.reload();
  const hosts = [standby, primary].map(({ port }) => `127.0.0.1:${port}`).join(',');
  api = await Api.start(provider, { DATABASE_URL: `postgres://postgres@${hosts}/postgres` });
  await api.whenReady();
});
afterAll(async () => {
  await api.close();
  primary.remove();
  standby.remove();
  await provider.close();
});

it('writes on within seconds after the standby took over, and loses nothing', async () => {
  const person = new Person({ api, provider });
  const acknowledged: string[] = [];
  const add = async () => {
    const answer = await person.send('POST', '/tasks', newTask());
    if (answer.status === 201) {
      acknowledged.push(String(answer.body['id']));
    }
    return answer;
  };
  for (let count = 0; count < 20; count++) {
    expect((await add()).status).toBe(201);
  }

  const load = { on: true };
  const traffic = (async () => {
    while (load.on) {
      await add();
    }
  })();
  primary.kill();
  const refused = await person.send('POST', '/tasks', newTask());
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
  standby.promote();
  const promoted = performance.now();
  while ((await add()).status !== 201) {}
  expect(performance.now() - promoted).toBeLessThan(10_000);
  load.on = false;
  await traffic;

  for (const id of acknowledged) {
    expect((await person.get(`/tasks/${id}`)).status).toBe(200);
  }
  expect((await person.get<Page>('/tasks?limit=100')).body.items.length).toBeGreaterThan(20);
  expect((await api.call('/health/ready')).status).toBe(200);
});
