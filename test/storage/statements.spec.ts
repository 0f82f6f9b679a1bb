import Sqlite from 'better-sqlite3';
import { useEmbeddedStorage } from '../support/embedded-storage.js';
import { Person, type Page } from '../support/person.js';
import type { RunningApi } from '../support/running-api.js';

const used = useEmbeddedStorage();
const prepare = jest.spyOn(Sqlite.prototype, 'prepare');
let running: RunningApi;
let person: Person;

beforeEach(async () => {
  running = await used.storage.startReady();
  person = new Person(running);
  prepare.mockClear();
});

/** The statements on tasks that have reached SQLite in this test, as they were sent. */
const statements = () =>
  prepare.mock.calls.map(([text]) => text).filter((text) => text.includes('"task"'));

/** How SQLite goes about a statement, one line for each step. */
function planOf(statement: string): string[] {
  const values = Array.from(statement.matchAll(/\?/g), () => 1);
  const steps = used.storage
    .connect()
    .prepare<number[], { detail: string }>(`explain query plan ${statement}`)
    .all(...values);
  return steps.map(({ detail }) => detail);
}

it.each([
  ['createdAt', 'created_at', '>'],
  ['-createdAt', 'created_at', '<'],
  ['dueAt', 'due_ascending', '>'],
  ['-dueAt', 'due_descending', '<'],
])('reads just the rows of a page, in order, from an index: %s', async (sort, column, sign) => {
  for (let count = 0; count < 3; count++) {
    await person.add();
  }
  for (const filter of ['', '&status=open']) {
    const { body } = await person.get<Page>(`/tasks?sort=${sort}&limit=1${filter}`);
    await person.get(`/tasks?sort=${sort}&limit=1${filter}&cursor=${body.nextCursor}`);
  }
  const lists = statements().filter((text) => text.startsWith('select'));
  const after = `(${column},id)${sign}(?,?)`;
  expect(lists.map(planOf)).toEqual([
    [`SEARCH task USING INDEX task_by_${column} (owner=?)`],
    [`SEARCH task USING INDEX task_by_${column} (owner=? AND ${after})`],
    [`SEARCH task USING INDEX task_by_status_and_${column} (owner=? AND status=?)`],
    [`SEARCH task USING INDEX task_by_status_and_${column} (owner=? AND status=? AND ${after})`],
  ]);
});

it('finds, changes and deletes a task by its id', async () => {
  const { path } = await person.add();
  prepare.mockClear();
  const condition = { 'if-match': '"1", "2"' };
  await person.get(path);
  await person.send('PATCH', path, { title: 'Changed' });
  await person.send('PATCH', path, { title: 'Changed' }, condition);
  await person.send('DELETE', path, undefined, condition);
  await person.send('DELETE', path);
  const plans = statements().map((statement) => planOf(statement)[0]);
  expect(plans).toHaveLength(5);
  expect(new Set(plans)).toEqual(
    new Set(['SEARCH task USING INDEX sqlite_autoindex_task_1 (id=?)']),
  );
});

it('finds what is finished, and nothing else, by an index', async () => {
  await person.add({ status: 'done' });
  prepare.mockClear();
  await person.send('DELETE', '/finished-tasks');
  const search = expect.stringMatching(
    /^SEARCH task USING COVERING INDEX task_by_status_and_\w+ \(owner=\? AND status=\?\)$/,
  ) as string;
  const steps = statements()
    .flatMap(planOf)
    .filter((step) => /task/.test(step));
  expect(steps).toEqual([search, search]);
});

it('prepares a statement once, but does not remember statements without end', async () => {
  const { path } = await person.add();
  const preparations = async () => {
    prepare.mockClear();
    await person.get('/tasks');
    return statements().length;
  };
  expect(await preparations()).toBe(1);
  expect(await preparations()).toBe(0);
  for (let length = 1; length <= 200; length++) {
    const tags = Array.from({ length }, (_, index) => `"${index + 2}"`);
    await person.send('DELETE', path, undefined, { 'if-match': tags.join() });
  }
  expect(await preparations()).toBe(1);
});
