import { Database } from '../../src/database/index.js';
import type { IdempotencyTables } from '../../src/rest/index.js';
import { faultPaths, Person, type Page } from '../support/person.js';
import { race } from '../support/race.js';
import { useRunningApi } from '../support/running-api.js';
import { newTask } from '../support/task-body.js';

const running = useRunningApi();

const day = 24 * 3_600_000;
const body = newTask({
  title: 'Pay the rent',
  status: 'open',
  dueAt: '2027-01-31T17:00:00Z',
});

const create = (person: Person, key: string, sent: unknown = body) =>
  person.send('POST', '/tasks', sent, { 'idempotency-key': key });

const titlesOf = async (person: Person) =>
  (await person.get<Page>('/tasks')).body.items.map(({ title }) => title);

/** Lets time pass for what was created with a key. */
async function age(person: Person, key: string, milliseconds: number): Promise<void> {
  const { numUpdatedRows } = await running.api.nest
    .get(Database)
    .db.withTables<IdempotencyTables>()
    .updateTable('idempotent_request')
    .set(({ eb }) => ({ created_at: eb('created_at', '-', milliseconds) }))
    .where('key', '=', key)
    .where('owner', 'like', `%${person.id}`)
    .executeTakeFirst();
  expect(numUpdatedRows).toBe(1n);
}

describe('a retry with the same key', () => {
  it('and the same body is answered as the first request was, and adds nothing', async () => {
    const person = new Person(running);
    const first = await create(person, 'rent');
    expect(first.status).toBe(201);
    for (let retry = 0; retry < 3; retry++) {
      const again = await create(person, 'rent');
      expect(again.status).toBe(201);
      expect(again.body).toEqual(first.body);
      for (const name of ['location', 'etag', 'content-type', 'cache-control']) {
        expect(again.headers.get(name)).toBe(first.headers.get(name));
      }
    }
    expect((await person.get(first.headers.get('location') ?? '')).body).toEqual(first.body);
    expect(await titlesOf(person)).toEqual([body.title]);
  });

  it.each([
    [
      'order of its properties',
      '{"dueAt":"2027-01-31T17:00:00Z","status":"open","title":"Pay the rent"}',
    ],
    ['blanks', ' {\n"title" : "Pay the rent" ,\t"status":"open","dueAt":"2027-01-31T17:00:00Z"} '],
    [
      'escapes',
      String.raw`{"title":"Pay the\u0020rent","status":"\u006fpen","dueAt":"2027-01-31T17:00:00Z"}`,
    ],
    [
      'blanks around the title',
      '{"title":" Pay the rent\\n","status":"open","dueAt":"2027-01-31T17:00:00Z"}',
    ],
    ['defaults left out', '{"title":"Pay the rent","dueAt":"2027-01-31T17:00:00Z"}'],
    ['spelling of the time', '{"title":"Pay the rent","dueAt":"2027-01-31T18:00:00.000+01:00"}'],
    [
      'defaults spelled out',
      '{"title":"Pay the rent","description":null,"status":"open","dueAt":"2027-01-31T17:00:00Z"}',
    ],
  ])('whose body differs in %s only, is the same', async (_, text) => {
    const person = new Person(running);
    const first = await create(person, 'rent');
    const again = await person.sendBytes('POST', '/tasks', text, {
      'content-type': 'application/json; charset=utf-8',
      'idempotency-key': 'rent',
    });
    expect(again.status).toBe(201);
    expect(await again.json()).toEqual(first.body);
    expect(await titlesOf(person)).toEqual([body.title]);
  });

  it.each([
    { ...body, title: 'Pay the rents' },
    { ...body, title: 'pay the rent' },
    { ...body, description: '' },
    { ...body, status: 'done' },
    { ...body, dueAt: null },
    { ...body, dueAt: '2027-01-31T17:00:01Z' },
    newTask({ title: body.title }),
  ])('and another body is 422 and adds nothing: %j', async (other) => {
    const person = new Person(running);
    const first = await create(person, 'rent');
    const refused = await create(person, 'rent', other);
    expect(refused.status).toBe(422);
    expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(refused.body).toMatchObject({ status: 422, title: 'Unprocessable Entity' });
    expect(JSON.stringify(refused.body)).not.toContain(String(first.body['id']));
    expect((await create(person, 'rent')).body).toEqual(first.body);
    expect(await titlesOf(person)).toEqual([body.title]);
  });

  it('still gets the first answer after the task has changed', async () => {
    const person = new Person(running);
    const first = await create(person, 'rent');
    const path = first.headers.get('location') ?? '';
    await person.send('PATCH', path, { title: 'Paid', status: 'done', dueAt: null });
    const again = await create(person, 'rent');
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
    expect((await person.get(path)).body).toMatchObject({ title: 'Paid', status: 'done' });
  });

  it('does not bring a deleted task back', async () => {
    const person = new Person(running);
    const first = await create(person, 'rent');
    await person.send('DELETE', first.headers.get('location') ?? '');
    expect((await create(person, 'rent')).body).toEqual(first.body);
    expect(await titlesOf(person)).toEqual([]);
  });

  it('is still the same just before 24 hours have passed', async () => {
    const person = new Person(running);
    const first = await create(person, 'rent');
    await age(person, 'rent', day - 600_000);
    expect((await create(person, 'rent')).body['id']).toBe(first.body['id']);
    expect((await create(person, 'rent', newTask({ title: 'Other' }))).status).toBe(422);
  });

  it('is a new request after 24 hours, whatever its body', async () => {
    const person = new Person(running);
    const first = await create(person, 'rent');
    await age(person, 'rent', day);
    const second = await create(person, 'rent', newTask({ title: 'Other' }));
    expect(second.status).toBe(201);
    expect(second.body['id']).not.toBe(first.body['id']);
    expect((await create(person, 'rent', newTask({ title: 'Other' }))).body).toEqual(second.body);
    expect((await create(person, 'rent')).status).toBe(422);
    expect(await titlesOf(person)).toEqual(['Other', body.title]);
  });
});

describe('of twenty requests at once with one key', () => {
  const twenty = Array.from({ length: 20 }, (_, index) => index);

  it('all are answered alike, and one task is added', async () => {
    const person = new Person(running);
    const answers = await race(
      running,
      twenty.map(() => () => create(person, 'rent')),
    );
    expect(answers.map(({ status }) => status)).toEqual(twenty.map(() => 201));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    expect(await titlesOf(person)).toEqual([body.title]);
  });

  it('and bodies of their own, one adds its task and the others are refused', async () => {
    const person = new Person(running);
    const answers = await race(
      running,
      twenty.map((index) => () => create(person, 'rent', newTask({ title: `Rent ${index}` }))),
    );
    const winners = answers.filter(({ status }) => status === 201);
    expect(winners).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(twenty.length - 1);
    expect(await titlesOf(person)).toEqual([winners[0]?.body['title']]);
  });

  it('that has expired, one new task is added', async () => {
    const person = new Person(running);
    await create(person, 'rent');
    await age(person, 'rent', day);
    const answers = await race(
      running,
      twenty.map(() => () => create(person, 'rent')),
    );
    expect(new Set(answers.map((answer) => answer.body['id'])).size).toBe(1);
    expect(await titlesOf(person)).toHaveLength(2);
  });
});

describe('a key', () => {
  it('is its caller’s own', async () => {
    const [one, other] = [new Person(running), new Person(running)];
    const first = await create(one, 'rent');
    const second = await create(other, 'rent', newTask({ title: 'Another' }));
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body['id']).not.toBe(first.body['id']);
    expect(await titlesOf(one)).toEqual([body.title]);
    expect(await titlesOf(other)).toEqual(['Another']);
  });

  it('differs from others by any character, and by case', async () => {
    const person = new Person(running);
    const keys = ['rent', 'Rent', 'rent.', '"rent"', "rent'--", 'r%nt'];
    for (const key of keys) {
      expect((await create(person, key)).status).toBe(201);
    }
    expect(await titlesOf(person)).toHaveLength(keys.length);
  });

  it.each([
    ['of one character', '!'],
    ['of 255 characters', '~'.repeat(255)],
  ])('%s is accepted', async (_, key) => {
    const person = new Person(running);
    const first = await create(person, key);
    expect(first.status).toBe(201);
    expect((await create(person, key)).body).toEqual(first.body);
  });

  it.each([
    ['that is empty', ''],
    ['of 256 characters', 'x'.repeat(256)],
    ['with a blank', 'a b'],
    ['that was sent twice', 'a, b'],
    ['with a tab', 'a\tb'],
    ['that is not ASCII', 'é'],
  ])('%s is refused, and nothing is added', async (_, key) => {
    const person = new Person(running);
    const refused = await create(person, key);
    expect(refused.status).toBe(400);
    expect(faultPaths(refused)).toEqual(['Idempotency-Key']);
    expect(await titlesOf(person)).toEqual([]);
  });

  it('is not used up by a body that is not valid', async () => {
    const person = new Person(running);
    expect((await create(person, 'rent', newTask({ title: '' }))).status).toBe(400);
    expect((await create(person, 'rent')).status).toBe(201);
    expect(await titlesOf(person)).toEqual([body.title]);
  });

  it('that is left out makes every request a new one', async () => {
    const person = new Person(running);
    await person.add(body);
    await person.add(body);
    expect(await titlesOf(person)).toEqual([body.title, body.title]);
  });
});
