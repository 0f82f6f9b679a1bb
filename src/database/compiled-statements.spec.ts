import {
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
} from 'kysely';
import { CompiledStatements } from './compiled-statements.js';

type Tables = { task: { id: string; owner: string; title: string | null; version: number } };

const executed: CompiledQuery[] = [];
const db = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (executor) => new SqliteIntrospector(executor),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});
const executor = {
  executeQuery: (query: CompiledQuery) => {
    executed.push(query);
    return Promise.resolve({ rows: [] });
  },
} as unknown as Kysely<Tables>;

const build = jest.fn(({ id, title }: { id: string; title?: string | null | undefined }) => {
  const change = db.updateTable('task').where('id', '=', id);
  return title === undefined ? change.set({ id }) : change.set({ title });
});

beforeEach(() => {
  executed.length = 0;
  build.mockClear();
});

it('builds a statement once for each set of values that are given, whatever they are', async () => {
  const statements = new CompiledStatements(executor);
  await statements.execute('update', { id: 'a', title: 'One' }, build);
  await statements.execute('update', { id: 'b', title: null }, build);
  await statements.execute('update', { id: 'c', title: undefined }, build);
  await statements.execute('update', { id: 'd' }, build);
  expect(build).toHaveBeenCalledTimes(2);
  const [first, second, third, fourth] = executed;
  expect(first).toMatchObject({ parameters: ['One', 'a'] });
  expect(second).toMatchObject({ sql: first?.sql, parameters: [null, 'b'] });
  expect(third).toMatchObject({ parameters: ['c', 'c'] });
  expect(fourth).toMatchObject({ sql: third?.sql, parameters: ['d', 'd'] });
});

it('keeps statements of different names apart', async () => {
  const statements = new CompiledStatements(executor);
  const remove = ({ id }: { id: string }) => db.deleteFrom('task').where('id', '=', id);
  await statements.execute('update', { id: 'a' }, build);
  await statements.execute('delete', { id: 'a' }, remove);
  expect(executed.map(({ sql }) => sql.split(' ')[0])).toEqual(['update', 'delete']);
});

it('refuses a statement with a value that is not one of its own', async () => {
  const statements = new CompiledStatements(executor);
  const ofTheFirstRequest = 'somebody';
  const find = () => db.selectFrom('task').select('id').where('owner', '=', ofTheFirstRequest);
  expect(() => statements.execute('find', { id: 'a' }, find)).toThrow('not every parameter');
  expect(executed).toEqual([]);
});

it('builds a statement with a list each time, as its text depends on the length', async () => {
  const statements = new CompiledStatements(db);
  const find = jest.fn(({ versions }: { versions: readonly number[] }) =>
    db.selectFrom('task').select('id').where('version', 'in', versions),
  );
  await statements.execute('find', { versions: [1, 2] }, find);
  await statements.execute('find', { versions: [1, 2, 3] }, find);
  expect(find.mock.calls).toEqual([[{ versions: [1, 2] }], [{ versions: [1, 2, 3] }]]);
});
