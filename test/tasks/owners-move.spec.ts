import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Database, setQuotas } from '../../src/database/index.js';
import { runOwnersMove } from '../../src/owners/index.js';
import { resources, storage } from '../../src/resources.js';
import { Person, type Page } from '../support/person.js';
import { audience, policyName } from '../support/provider.js';
import { useRunningApi } from '../support/running-api.js';
import { newTask } from '../support/task-body.js';

const running = useRunningApi();
const owned = resources.flatMap(({ tables }) => tables);
const counted = resources.flatMap((resource) => resource.counted ?? []);

let directory: string;
let tenant: string;
const otherTenant = randomUUID();

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'owners-move-'));
  const person = new Person(running);
  tenant = String((await person.get('/me')).body['tenant']);
});
afterAll(() => rmSync(directory, { recursive: true }));

let writeProgress: ((text: string) => void) | undefined;

async function run(
  lines: readonly string[],
  tables: readonly string[],
  ...flags: readonly string[]
) {
  const file = join(directory, `${randomUUID()}.csv`);
  writeFileSync(file, lines.join('\n'));
  let output = '';
  const status = await runOwnersMove({
    writeProgress,
    args: [file, ...flags],
    environment: {
      TENANT_NAME: 'contoso',
      APP_CLIENT_ID: audience,
      AUTH_POLICY_NAME: policyName,
      ...running.api.databaseVariables,
    },
    storage,
    resources: { tables, counted },
    write: (text) => void (output += text),
  });
  return { status, output };
}

/** Somebody of another tenant, whose tokens this API does not take, with as many tasks. */
async function former(count: number): Promise<string> {
  const person = new Person(running);
  for (let added = 0; added < count; added++) {
    await person.add();
  }
  const { db } = running.api.nest.get(Database);
  await sql`update task set owner = ${`${otherTenant}|${person.id}`}
            where owner = ${`${tenant}|${person.id}`}`.execute(db);
  return person.id;
}

const tasksOf = async (person: Person) => (await person.get<Page>('/tasks')).body.items.length;
const lineFor = (from: string, to: Person) => `${otherTenant},${from},${tenant},${to.id}`;

it('shows what it would do, and changes nothing', async () => {
  const person = new Person(running);
  const { status, output } = await run([lineFor(await former(2), person)], owned);
  expect(status).toBe(0);
  expect(output).toMatch(/^line 1: 2 from .* to .*\nwould be moved: 2 of 1 owners;/);
  expect(output).toContain('Add --apply');
  expect(await tasksOf(person)).toBe(0);
});

it('gives people what belonged to them in another tenant, and finds nothing the second time', async () => {
  const [one, two, nobody] = [new Person(running), new Person(running), new Person(running)];
  await one.add();
  const lines = [
    '\ufeffoldTenant,oldObjectId,newTenant,newObjectId',
    lineFor(await former(3), one),
    '',
    `"${otherTenant.toUpperCase()}", ${(await former(2)).toUpperCase()} ,${tenant},${two.id}\r`,
    lineFor(randomUUID(), nobody),
  ];
  const first = await run(lines, owned, '--apply');
  expect(first.status).toBe(0);
  expect(first.output).toContain(
    'moved: 5 of 2 owners; nothing to move for 1 of 3 lines; failed: 0',
  );
  expect([await tasksOf(one), await tasksOf(two)]).toEqual([4, 2]);
  const second = await run(lines, owned, '--apply');
  expect(second.output).toContain('moved: 0 of 0 owners; nothing to move for 3 of 3 lines');
});

it('moves what belongs to one person whole or not at all', async () => {
  const [fails, works] = [new Person(running), new Person(running)];
  const [from, other] = [await former(2), await former(2)];
  const { db } = running.api.nest.get(Database);
  await sql.raw('create table note (owner varchar(600) check (length(owner) < 80))').execute(db);
  await sql`insert into note values (${`${otherTenant}|${from}`})`.execute(db);
  const tooLong = `${otherTenant},${from},${tenant},${'x'.repeat(200)}`;
  const { status, output } = await run(
    [tooLong, lineFor(other, works)],
    ['task', 'note'],
    '--apply',
  );
  expect(status).toBe(1);
  expect(output).toContain('line 1: not moved');
  expect(output).toContain('moved: 2 of 1 owners');
  expect([await tasksOf(fails), await tasksOf(works)]).toEqual([0, 2]);
  await run([lineFor(from, fails)], ['task', 'note'], '--apply');
  expect(await tasksOf(fails)).toBe(2);
});

it('takes idempotency keys along, so that a retry after the move is still one', async () => {
  const [before, after] = [new Person(running), new Person(running)];
  const key = { 'idempotency-key': 'rent' };
  const first = await before.send('POST', '/tasks', newTask(), key);
  await after.send('POST', '/tasks', newTask(), { 'idempotency-key': 'other' });
  await run([`${tenant},${before.id},${tenant},${after.id}`], owned, '--apply');
  expect((await after.send('POST', '/tasks', newTask(), key)).body).toEqual(first.body);
  expect(await tasksOf(after)).toBe(2);
});

it('counts a line that is there twice once', async () => {
  const person = new Person(running);
  const line = lineFor(await former(2), person);
  const shown = await run([line, '', line.toUpperCase()], owned);
  expect(shown.output).toContain('would be moved: 2 of 1 owners; nothing to move for 0 of 1 lines');
  const { output } = await run([line, '', line.toUpperCase()], owned, '--apply');
  expect(output).toContain('moved: 2 of 1 owners; nothing to move for 0 of 1 lines; failed: 0');
});

describe('with MAX_TASKS_PER_OWNER', () => {
  const bound = 4;
  const db = () => running.api.nest.get(Database).db;
  beforeAll(() => setQuotas(db(), [{ counted: 'tasks', maxItems: bound }]));
  afterAll(() => setQuotas(db(), [{ counted: 'tasks' }]));

  it('does not move what would be more than the new owner may have, and says so before', async () => {
    const [full, free] = [new Person(running), new Person(running)];
    await full.add();
    const [tooMany, enough] = [await former(4), await former(4)];
    const lines = [lineFor(tooMany, full), lineFor(enough, free)];
    const shown = await run(lines, owned);
    expect(shown.status).toBe(1);
    expect(shown.output).toMatch(
      /^line 1: would not be moved: This would be more tasks than one owner may store\.\nline 2: 4 from/,
    );
    const { status, output } = await run(lines, owned, '--apply');
    expect(status).toBe(1);
    expect(output).toMatch(/^line 1: not moved: This would be more tasks .*\nline 2: 4 from/);
    expect(output).toContain('moved: 4 of 1 owners; nothing to move for 0 of 2 lines; failed: 1');
    expect([await tasksOf(full), await tasksOf(free)]).toEqual([1, 4]);
  });

  it('counts several lines with the same new owner together', async () => {
    const person = new Person(running);
    const lines = [
      lineFor(await former(2), person),
      lineFor(await former(2), person),
      lineFor(await former(1), person),
    ];
    const shown = await run(lines, owned);
    expect(shown.output).toContain('line 3: would not be moved');
    expect(shown.output).toContain('would be moved: 4 of 2 owners');
    const { output } = await run(lines, owned, '--apply');
    expect(output).toContain('line 3: not moved');
    expect(await tasksOf(person)).toBe(4);
  });
});

it('shows how far it is on a terminal', async () => {
  let progress = '';
  const person = new Person(running);
  await run([lineFor(await former(1), person)], owned, '--apply');
  expect(progress).toBe('');
  writeProgress = (text) => void (progress += text);
  const { output } = await run([lineFor(await former(1), person)], owned, '--apply');
  writeProgress = undefined;
  const clearLine = '\r\u001b[K';
  expect(progress.startsWith(clearLine) && progress.endsWith(clearLine)).toBe(true);
  expect(progress).toMatch(/\[#+\.*\] \d+ % bytes read: /);
  expect(output).toContain('moved: 1 of 1 owners');
});

it.each([
  ['too few values', [`${otherTenant},a,b`], 'line 1: is not'],
  ['a value that is empty', [`${otherTenant},,b,c`], 'line 1: is not'],
  ['a value with the separator of keys', [`${otherTenant},a|b,b,c`], 'line 1: is not'],
  ['the same owner twice', ['t,a,t,b', 't,a,t,c'], 'line 2: moves the same owner'],
  ['a chain of moves', ['t,a,t,b', 't,b,t,c'], 'line 1: its new owner is moved away by line 2'],
  ['another encoding', ['t\ufffd,a,t,b'], 'line 1: is not UTF-8 text'],
  ['a move to itself', ['t,a,t,a'], 'line 1: the old and the new owner are the same'],
])('refuses a file with %s as a whole, and names the line', async (_, lines, fault) => {
  const person = new Person(running);
  const good = lineFor(await former(1), person);
  const { status, output } = await run([...lines, good], owned, '--apply');
  expect(status).toBe(1);
  expect(output).toContain(fault);
  expect(output).toContain('Nothing was moved.');
  expect(await tasksOf(person)).toBe(0);
});

it('says how it is used, and what is wrong with the file or the environment', async () => {
  let output = '';
  const options = {
    storage,
    resources: { tables: [], counted: [] },
    environment: {},
    write: (text: string) => void (output += text),
  };
  expect(await runOwnersMove({ ...options, args: [] })).toBe(1);
  expect(output).toContain('Usage: npm run owners:move -- FILE [--apply]');
  expect(await runOwnersMove({ ...options, args: ['/nowhere/file.csv'] })).toBe(1);
  expect(output).toContain('ENOENT');
  const file = join(directory, 'good.csv');
  writeFileSync(file, 't,a,t,b');
  expect(await runOwnersMove({ ...options, args: [file] })).toBe(1);
  expect(output).toContain('APP_CLIENT_ID');
});
