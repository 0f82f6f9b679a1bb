import Sqlite from 'better-sqlite3';
import { StatementTurns } from './statement-turns.js';

let sqlite: Sqlite.Database;
let turns: StatementTurns;
const executed: string[] = [];

beforeEach(() => {
  executed.length = 0;
  sqlite = new Sqlite(':memory:', { verbose: (text) => executed.push(String(text)) });
  sqlite.exec(`create table task (id integer primary key, title text not null);
    create table usage (tasks integer not null);
    insert into usage values (0);
    create trigger counted after insert on task begin
      update usage set tasks = tasks + 1;
      select raise(abort, 'quota_exceeded') where new.title = 'too many';
    end`);
  turns = new StatementTurns(sqlite);
  executed.length = 0;
});
afterEach(() => sqlite.close());

const insert = (id: number, title: string | null) =>
  turns.run(sqlite.prepare('insert into task values (?, ?)'), [id, title]);
const find = (id: number) => turns.run(sqlite.prepare('select * from task where id = ?'), [id]);
const count = (text: string) => executed.filter((one) => one === text).length;
const titles = () => sqlite.prepare('select title from task order by id').pluck().all();

it('commits the writes that are there at the same time together', async () => {
  await Promise.all([insert(1, 'One'), insert(2, 'Two'), insert(3, 'Three')]);
  expect(titles()).toEqual(['One', 'Two', 'Three']);
  expect([count('begin immediate'), count('commit')]).toEqual([1, 1]);
});

it('answers a write only after the commit', async () => {
  const isOpen: boolean[] = [];
  const note = () => isOpen.push(sqlite.inTransaction);
  await Promise.all([insert(1, 'One').then(note), insert(2, 'Two').then(note)]);
  expect(isOpen).toEqual([false, false]);
});

it('runs a statement that is alone as it is', async () => {
  await insert(1, 'One');
  expect((await find(1)).rows).toEqual([{ id: 1, title: 'One' }]);
  expect([count('begin'), count('begin immediate'), count('commit')]).toEqual([0, 0, 0]);
});

it('leaves the others alone when one fails, with all that its triggers have done', async () => {
  const outcomes = await Promise.allSettled([
    insert(1, 'One'),
    insert(1, 'The same id'),
    insert(2, null),
    insert(3, 'too many'),
    insert(4, 'Four'),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'rejected',
    'rejected',
    'fulfilled',
  ]);
  expect(titles()).toEqual(['One', 'Four']);
  expect(sqlite.prepare('select tasks from usage').pluck().get()).toBe(2);
});

it('rejects every write of a turn whose transaction has ended, and none of the next', async () => {
  sqlite.exec(`create trigger ending after insert on task when new.title = 'the disk is full' begin
    select raise(rollback, 'the disk is full');
  end`);
  const outcomes = await Promise.allSettled([
    insert(1, 'One'),
    insert(2, 'the disk is full'),
    insert(3, 'Three'),
  ]);
  expect(
    outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.message),
  ).toEqual(outcomes.map(() => 'the disk is full'));
  expect(titles()).toEqual([]);
  await insert(4, 'Four');
  expect(titles()).toEqual(['Four']);
});

it('reads only what has been committed', async () => {
  const [found] = await Promise.all([find(1), insert(1, 'One'), insert(2, 'Two'), find(2)]);
  expect(found.rows).toEqual([]);
  expect((await find(1)).rows).toEqual([{ id: 1, title: 'One' }]);
});

it('takes no turn while a transaction of several statements is open', async () => {
  turns.pause();
  sqlite.exec('begin immediate');
  const written = jest.fn();
  const both = [insert(1, 'One').then(written), insert(2, 'Two').then(written)];
  await new Promise((resolve) => setImmediate(resolve));
  expect(written).not.toHaveBeenCalled();
  sqlite.exec('rollback');
  turns.resume();
  await Promise.all(both);
  expect(titles()).toEqual(['One', 'Two']);
});

it('serves any number at once', async () => {
  await Promise.all(Array.from({ length: 1_000 }, (_, id) => insert(id, `Task ${id}`)));
  expect(titles()).toHaveLength(1_000);
  expect(count('commit')).toBe(5);
});
