import { faultPaths, Person, type Page } from '../support/person.js';
import { useRunningApi } from '../support/running-api.js';

const running = useRunningApi({ environment: { MAX_TASKS_PER_OWNER: '600' } });

const deleteFinished = (person: Person) => person.send('DELETE', '/finished-tasks');

async function titlesOf(person: Person): Promise<string[]> {
  return (await person.get<Page>('/tasks')).body.items.map(({ title }) => title).toSorted();
}

async function withTasks(...statuses: string[]): Promise<Person> {
  const person = new Person(running);
  for (const status of statuses) {
    await person.add({ title: status, status });
  }
  return person;
}

it('deletes what is finished, and says how many tasks that were', async () => {
  const person = await withTasks('open', 'done', 'in_progress', 'done');
  const answer = await deleteFinished(person);
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({ deleted: 2 });
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(await titlesOf(person)).toEqual(['in_progress', 'open']);
});

it('has nothing to do the second time', async () => {
  const person = await withTasks('done');
  await deleteFinished(person);
  expect((await deleteFinished(person)).body).toEqual({ deleted: 0 });
});

it('leaves the tasks of others alone', async () => {
  const [person, other] = [await withTasks('done'), await withTasks('done')];
  await deleteFinished(person);
  expect(await titlesOf(other)).toEqual(['done']);
});

it.each(['?status=open', '?owner=other'])('deletes nothing with a query: %s', async (query) => {
  const person = await withTasks('done', 'open');
  const answer = await person.send('DELETE', `/finished-tasks${query}`);
  expect(answer.status).toBe(400);
  expect(faultPaths(answer)).toHaveLength(1);
  expect(await titlesOf(person)).toEqual(['done', 'open']);
});

it('needs the scope to write', async () => {
  const reader = new Person(running, 'tasks.read');
  expect((await deleteFinished(reader)).status).toBe(403);
});

it('deletes more than one statement does, and makes room for as many', async () => {
  const person = new Person(running);
  const fill = async (count: number) => {
    await Promise.all(Array.from({ length: count }, () => person.add({ status: 'done' })));
  };
  await fill(600);
  expect((await deleteFinished(person)).body).toEqual({ deleted: 600 });
  await fill(30);
  expect((await deleteFinished(person)).body).toEqual({ deleted: 30 });
});

it('deletes each task once when asked several times at the same time', async () => {
  const person = await withTasks('done', 'done', 'done', 'open');
  const answers = await Promise.all(Array.from({ length: 4 }, () => deleteFinished(person)));
  const deleted = answers.map(({ body }) => Number(body['deleted']));
  expect(deleted.reduce((sum, count) => sum + count)).toBe(3);
  expect(await titlesOf(person)).toEqual(['open']);
});
