import fc from 'fast-check';
import { Person } from '../support/person.js';
import { useRunningApi } from '../support/running-api.js';

const running = useRunningApi();
const bounded = { numRuns: 50 };

const text = fc.string({ unit: 'binary', maxLength: 300 });
const moment = fc
  .date({ noInvalidDate: false })
  .map((date) => (Number.isNaN(date.getTime()) ? 'never' : date.toISOString()));

/** Bodies that are nearly right, and some that are anything. */
const body = fc.oneof(
  { arbitrary: fc.jsonValue({ stringUnit: 'binary' }), weight: 1 },
  {
    arbitrary: fc.record(
      {
        title: fc.oneof(text, fc.jsonValue()),
        description: fc.oneof(text, fc.jsonValue()),
        status: fc.oneof(fc.constantFrom('open', 'in_progress', 'done'), text),
        dueAt: fc.oneof(moment, text, fc.constant(null)),
      },
      { requiredKeys: ['title'] },
    ),
    weight: 3,
  },
);

const header = fc.string({
  unit: fc.constantFrom(...Array.from('*W/",; 0123456789ax~')),
  maxLength: 20,
});

const ifMatch = fc.option(
  header.map((tag) => ({ 'if-match': tag })),
  { nil: undefined },
);

const query = fc.oneof(
  fc.webQueryParameters(),
  fc
    .record(
      {
        limit: fc.oneof(fc.nat(200).map(String), text),
        cursor: fc.oneof(text, fc.base64String()),
        status: fc.oneof(fc.constantFrom('open', 'done'), text),
        sort: fc.oneof(fc.constantFrom('createdAt', '-dueAt'), text),
      },
      { requiredKeys: [] },
    )
    .map((parameters) => new URLSearchParams(parameters).toString()),
);

it('answers 201 or 400 to any JSON for a new task', async () => {
  const person = new Person(running);
  await fc.assert(
    fc.asyncProperty(body, async (value) => {
      const { status } = await person.send('POST', '/tasks', value);
      expect([201, 400]).toContain(status);
    }),
    bounded,
  );
});

it('answers 201, 400 or 422 to any Idempotency-Key', async () => {
  const person = new Person(running);
  await fc.assert(
    fc.asyncProperty(header, fc.constantFrom('a', 'b'), async (key, title) => {
      const headers = { 'idempotency-key': key };
      const { status } = await person.send('POST', '/tasks', { title }, headers);
      expect([201, 400, 422]).toContain(status);
    }),
    bounded,
  );
});

it('answers 200, 400 or 412 to any JSON and any If-Match for a change', async () => {
  const person = new Person(running);
  const { path } = await person.add();
  await fc.assert(
    fc.asyncProperty(body, ifMatch, async (value, tag) => {
      const { status } = await person.send('PATCH', path, value, tag);
      expect([200, 400, 412]).toContain(status);
    }),
    bounded,
  );
});

it('answers 200 or 400 to any query for a list', async () => {
  const person = new Person(running);
  await person.add();
  await fc.assert(
    fc.asyncProperty(query, async (parameters) => {
      expect([200, 400]).toContain((await person.get(`/tasks?${parameters}`)).status);
    }),
    bounded,
  );
});

it('answers 404 to anything for an id', async () => {
  const person = new Person(running);
  await person.add();
  const id = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => !/^\.+$/.test(value));
  await fc.assert(
    fc.asyncProperty(id, async (value) => {
      expect((await person.get(`/tasks/${encodeURIComponent(value)}`)).status).toBe(404);
    }),
    bounded,
  );
});
