import { sql } from 'kysely';
import { Database } from '../../src/database/index.js';
import type { Task } from '../../src/tasks/task.schema.js';
import { encodeCursor } from '../../src/rest/index.js';
import { faultPaths, Person, type Page } from '../support/person.js';
import { useRunningApi } from '../support/running-api.js';

const running = useRunningApi();

const sorts = ['createdAt', '-createdAt', 'dueAt', '-dueAt'] as const;
type Sort = (typeof sorts)[number];

const early = '0000-01-01T00:00:00.000Z';
const middle = '2027-06-01T00:00:00.000Z';
const late = '9999-12-31T23:59:59.999Z';
const dueDates = [null, middle, '2026-01-01T00:00:00.000Z', null, late, middle, early, middle];
const statuses = ['open', 'done', 'open', 'in_progress'];

/** Tasks with equal, extreme and missing due dates, some of them made in the same millisecond. */
async function addMany(person: Person, count = 24): Promise<Task[]> {
  const tasks: Task[] = [];
  for (let index = 0; index < count; index++) {
    const {
      path: _,
      tag: __,
      ...task
    } = await person.add({
      title: `Task ${index}`,
      dueAt: dueDates[index % dueDates.length],
      status: statuses[index % statuses.length],
    });
    tasks.push(task);
  }
  const createdAt = tasks[0]?.createdAt ?? '';
  const same = tasks.filter((_, index) => index % 3 !== 0);
  const { db } = running.api.nest.get(Database);
  await sql`update task set created_at = ${Date.parse(createdAt)}
            where id in (${sql.join(same.map(({ id }) => id))})`.execute(db);
  return tasks.map((task) => (same.includes(task) ? { ...task, createdAt } : task));
}

/** The ids of tasks in the order that is promised: missing dates last, ties by id, both ways. */
function inOrder(tasks: readonly Task[], sort: Sort): string[] {
  const direction = sort.startsWith('-') ? -1 : 1;
  const name = sort.endsWith('dueAt') ? 'dueAt' : 'createdAt';
  return tasks
    .toSorted((a, b) => {
      const [left, right] = [a[name], b[name]];
      if (left !== right && (left === null || right === null)) {
        return left === null ? 1 : -1;
      }
      const order = (left ?? '').localeCompare(right ?? '') || (a.id < b.id ? -1 : 1);
      return direction * order;
    })
    .map(({ id }) => id);
}

/** Reads page after page to the last, and lets something happen after each. */
async function walk(
  person: Person,
  query: string,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<Page[]> {
  const pages: Page[] = [];
  let cursor: string | null = null;
  do {
    const from: string = cursor === null ? '' : `&cursor=${cursor}`;
    const { status, body } = await person.get<Page>(`/tasks?${query}${from}`);
    expect(status).toBe(200);
    pages.push(body);
    cursor = body.nextCursor;
    await between();
  } while (cursor !== null);
  return pages;
}

const idsOf = (pages: readonly Page[]) => pages.flatMap(({ items }) => items.map(({ id }) => id));

describe.each(sorts)('sorted by %s', (sort) => {
  let person: Person;
  let tasks: Task[];
  beforeAll(async () => {
    person = new Person(running);
    tasks = await addMany(person);
  });

  it.each([1, 2, 5, 8, 23, 24, 25, 100])(
    'gives every task once and in order, %i to a page',
    async (limit) => {
      const pages = await walk(person, `sort=${sort}&limit=${limit}`);
      expect(idsOf(pages)).toEqual(inOrder(tasks, sort));
      expect(pages.map(({ items }) => items.length)).toEqual([
        ...Array<number>(Math.ceil(24 / limit) - 1).fill(limit),
        24 % limit || Math.min(limit, 24),
      ]);
    },
  );

  it.each([
    ['open', 5],
    ['open', 12],
    ['in_progress', 4],
    ['done', 1],
  ])('gives every task that is %s once and in order, %i to a page', async (status, limit) => {
    const pages = await walk(person, `sort=${sort}&status=${status}&limit=${limit}`);
    const expected = tasks.filter((task) => task.status === status);
    expect(idsOf(pages)).toEqual(inOrder(expected, sort));
  });

  it.each(['', '&status=open'])(
    'neither skips nor repeats a task while others are added between pages: limit=4%s',
    async (filter) => {
      const reader = new Person(running);
      const before = (await addMany(reader)).filter(
        ({ status }) => filter === '' || status === 'open',
      );
      let additions = 0;
      const ids = idsOf(
        await walk(reader, `sort=${sort}&limit=4${filter}`, async () => {
          if (additions++ > 8) {
            return;
          }
          for (const dueAt of [early, middle, late, null]) {
            await reader.add({ dueAt });
          }
        }),
      );
      const known = new Set(before.map(({ id }) => id));
      expect(ids.filter((id) => known.has(id))).toEqual(inOrder(before, sort));
      expect(new Set(ids).size).toBe(ids.length);
    },
  );

  it('goes on where it was when the last task of the page before is gone', async () => {
    const reader = new Person(running);
    const expected = inOrder(await addMany(reader, 8), sort);
    const { body } = await reader.get<Page>(`/tasks?sort=${sort}&limit=3`);
    await reader.send('DELETE', `/tasks/${expected[2]}`);
    const rest = await reader.get<Page>(`/tasks?sort=${sort}&cursor=${body.nextCursor}`);
    expect(rest.body.items.map(({ id }) => id)).toEqual(expected.slice(3));
  });

  it('refuses the cursor of another order', async () => {
    for (const other of sorts.filter((name) => name !== sort)) {
      const { body } = await person.get<Page>(`/tasks?limit=1&sort=${other}`);
      const answer = await person.get(`/tasks?sort=${sort}&cursor=${body.nextCursor}`);
      expect(answer.status).toBe(400);
      expect(faultPaths(answer)).toEqual(['cursor']);
    }
  });
});

it('lists the newest first unless told otherwise', async () => {
  const person = new Person(running);
  const tasks = await addMany(person, 6);
  expect(idsOf(await walk(person, 'limit=4'))).toEqual(inOrder(tasks, '-createdAt'));
  const { body } = await person.get<Page>('/tasks?limit=4');
  const explicit = await person.get<Page>(`/tasks?sort=-createdAt&cursor=${body.nextCursor}`);
  expect(explicit.status).toBe(200);
});

it('gives an empty page to whoever has no tasks', async () => {
  const { status, body } = await new Person(running).get('/tasks');
  expect(status).toBe(200);
  expect(body).toEqual({ items: [], nextCursor: null });
});

it('gives 20 tasks unless told otherwise, and up to 100', async () => {
  const person = new Person(running);
  await Promise.all(Array.from({ length: 101 }, () => person.add()));
  const few = await person.get<Page>('/tasks');
  expect(few.body.items).toHaveLength(20);
  const many = await person.get<Page>('/tasks?limit=100');
  expect(many.body.items).toHaveLength(100);
  const rest = await person.get<Page>(`/tasks?limit=100&cursor=${many.body.nextCursor}`);
  expect(rest.body.items).toHaveLength(1);
  expect(rest.body.nextCursor).toBeNull();
});

it('ends a page early when its tasks are very long, and skips none', async () => {
  const person = new Person(running);
  const description = '\u0001'.repeat(4000);
  for (let count = 0; count < 25; count++) {
    await person.add({ description });
  }
  const pages = await walk(person, 'limit=100');
  expect(pages.length).toBeGreaterThan(1);
  expect(new Set(idsOf(pages)).size).toBe(25);
  for (const page of pages) {
    expect(page.items.length).toBeGreaterThan(0);
    expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(300_000);
  }
});

it('lets page size and status change from one page to the next', async () => {
  const person = new Person(running);
  const tasks = await addMany(person, 12);
  const { body } = await person.get<Page>('/tasks?sort=createdAt&limit=2');
  const rest = await person.get<Page>(
    `/tasks?sort=createdAt&status=done&limit=9&cursor=${body.nextCursor}`,
  );
  const expected = inOrder(tasks, 'createdAt')
    .slice(2)
    .filter((id) => tasks.find((task) => task.id === id)?.status === 'done');
  expect(rest.body.items.map(({ id }) => id)).toEqual(expected);
});

describe('a cursor', () => {
  const id = '0198c5a4-7d1e-7cc0-9f3b-5f0c5c7d2a11';
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const good = encodeCursor('-createdAt', { value: 1_790_000_000_000, id });

  it('that is as the API writes them is accepted', async () => {
    expect((await new Person(running).get(`/tasks?cursor=${good}`)).status).toBe(200);
  });

  it.each([
    ['empty', ''],
    ['garbage', 'garbage'],
    ['cut short', good.slice(0, -1)],
    ['cut at its start', good.slice(1)],
    ['longer', `${good}A`],
    ['padded', `${good}=`],
    ['surrounded by blanks', ` ${good} `],
    ['sent twice in one', good + good],
    ['in another case', good.toLowerCase()],
    ['with foreign characters', `${good.slice(0, 5)}!${good.slice(5)}`],
    ['not encoded', `["-createdAt",1790000000000,"${id}"]`],
    ['of an unknown order', encode(['title', 1, id])],
    ['of no order', encode([1, id])],
    ['with more to it', encode(['-createdAt', 1, id, 1])],
    ['of null', encode(null)],
    ['that is an object', encode({ sort: '-createdAt', value: 1, id })],
    ['of text for a moment', encode(['-createdAt', '1', id])],
    ['of no moment', encode(['-createdAt', null, id])],
    ['of a broken moment', encode(['-createdAt', 1.5, id])],
    ['of a moment beyond all', encode(['-createdAt', 8_640_000_000_000_001, id])],
    ['of a moment beyond all numbers', encode(['-createdAt', 1e300, id])],
    ['of no id', encode(['-createdAt', 1, ''])],
    ['of an id of another version', encode(['-createdAt', 1, id.replace('-7cc0', '-4cc0')])],
    ['of an id with U+0000', encode(['-createdAt', 1, `${id}\0`])],
    ['of SQL', encode(['-createdAt', 1, "' or 1=1 --"])],
    ['spelled otherwise', Buffer.from(`["-createdAt", 1, "${id}"]`).toString('base64url')],
    ['long', 'A'.repeat(1000)],
  ])('that is %s is refused', async (_, cursor) => {
    const answer = await new Person(running).get(`/tasks?cursor=${encodeURIComponent(cursor)}`);
    expect(answer.status).toBe(400);
    expect(faultPaths(answer)).toEqual(['cursor']);
  });
});
