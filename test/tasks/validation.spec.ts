import { faultPaths, Person } from '../support/person.js';
import { useRunningApi } from '../support/running-api.js';
import { newTask } from '../support/task-body.js';

const running = useRunningApi();
const emoji = '😀';

/** Sends properties in a new task and in a change of one; both must be judged alike. */
async function sendBothWays(properties: Readonly<Record<string, unknown>>) {
  const person = new Person(running);
  const { path } = await person.add();
  return [
    await person.send('POST', '/tasks', newTask(properties)),
    await person.send('PATCH', path, properties),
  ];
}

describe('accepts', () => {
  it.each([
    ['a title of one character', { title: 'a' }],
    ['a title of 200 characters', { title: 'a'.repeat(200) }],
    ['a title of 200 emoji', { title: emoji.repeat(200) }],
    ['a description of 4000 characters', { description: 'a'.repeat(4000) }],
    ['a description of 4000 emoji', { description: emoji.repeat(4000) }],
    ['an empty description', { description: '' }],
    ['a description with blanks around it', { description: '  as it is\n' }],
    ['no description', { description: null }],
    ['control characters other than U+0000', { description: '\u0001\u001f\u007f\u0085' }],
    ['characters that only look alike', { title: 'e\u0301 \u00e9' }],
    ['noncharacters and the private use area', { title: '\ufffe\uffff\ue000\u{10ffff}' }],
    ['every status: open', { status: 'open' }],
    ['every status: in_progress', { status: 'in_progress' }],
    ['every status: done', { status: 'done' }],
    ['no due date', { dueAt: null }],
  ])('%s', async (_, properties) => {
    const [created, changed] = await sendBothWays(properties);
    expect(created).toMatchObject({ status: 201, body: properties });
    expect(changed).toMatchObject({ status: 200, body: properties });
  });

  it.each([
    ['blanks', ' \t\r\n'],
    ['Unicode blanks', '\u00a0\u2003\u3000\ufeff'],
  ])('a title of 200 characters between %s, which are taken off', async (_, blanks) => {
    const title = 'a'.repeat(200);
    const [created, changed] = await sendBothWays({ title: blanks + title + blanks });
    expect(created).toMatchObject({ status: 201, body: { title } });
    expect(changed).toMatchObject({ status: 200, body: { title } });
  });
});

describe('refuses', () => {
  it.each([
    ['an empty title', 'title', ''],
    ['a title of blanks', 'title', ' \t\r\n\u00a0\u3000'],
    ['a title of 201 characters', 'title', 'a'.repeat(201)],
    ['a title of 201 emoji', 'title', emoji.repeat(201)],
    ['a title of null', 'title', null],
    ['a title that is a number', 'title', 7],
    ['a title that is a boolean', 'title', true],
    ['a title that is a list', 'title', ['a']],
    ['a title that is an object', 'title', { length: 1 }],
    ['U+0000 in a title', 'title', 'a\0b'],
    ['U+0000 at the end of a title', 'title', 'a\0'],
    ['a high surrogate alone in a title', 'title', 'a\ud83d'],
    ['a low surrogate alone in a title', 'title', '\ude00a'],
    ['swapped surrogates in a title', 'title', '\ude00\ud83d'],
    ['a description of 4001 characters', 'description', 'a'.repeat(4001)],
    ['a description of 4001 emoji', 'description', emoji.repeat(4001)],
    ['a description that is a number', 'description', 0],
    ['a description that is false', 'description', false],
    ['a description that is a list', 'description', []],
    ['U+0000 in a description', 'description', '\0'],
    ['a lone surrogate in a description', 'description', `${emoji}\udc00`],
    ['an unknown status', 'status', 'closed'],
    ['a status in another case', 'status', 'Open'],
    ['a status with blanks', 'status', ' open'],
    ['a status of null', 'status', null],
    ['a status in a list', 'status', ['open']],
    ['a status named like a method', 'status', 'toString'],
    ['a due date that is a number', 'dueAt', 1_800_000_000_000],
    ['a due date that is a list', 'dueAt', ['2027-01-31T17:00:00Z']],
    ['a due date that is empty', 'dueAt', ''],
  ])('%s', async (_, name, value) => {
    for (const answer of await sendBothWays({ [name]: value })) {
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(faultPaths(answer)).toEqual([name]);
    }
  });

  it.each([
    ['an unknown property', 'priority', 1],
    ['an unknown property of null', 'priority', null],
    ['a property in another case', 'Title', 'a'],
    ['an id', 'id', '0198c5a4-7d1e-7cc0-9f3b-5f0c5c7d2a11'],
    ['a time of creation', 'createdAt', '2026-01-01T00:00:00.000Z'],
    ['a time of change', 'updatedAt', '2026-01-01T00:00:00.000Z'],
    ['a version', 'version', 7],
    ['a property with an empty name', '', 'a'],
    ['a property named like a method', 'hasOwnProperty', 'a'],
    ['a property named constructor', 'constructor', 'a'],
    ['a property named constructor of null', 'constructor', null],
    ['a property named prototype', 'prototype', {}],
    ['a property whose name has U+0000', 'a\0b', 'a'],
  ])('%s', async (_, name, value) => {
    for (const answer of await sendBothWays(newTask({ [name]: value }))) {
      expect(answer.status).toBe(400);
      expect(faultPaths(answer)).toEqual([name]);
    }
  });

  it('a new task without a title', async () => {
    const person = new Person(running);
    const answer = await person.send('POST', '/tasks', { description: 'of nothing' });
    expect(answer.status).toBe(400);
    expect(faultPaths(answer)).toEqual(['title']);
  });

  it.each([null, true, 7, 'title', '', [], [{ title: 'a' }]])(
    'a body that is no object: %j',
    async (body) => {
      const person = new Person(running);
      const { path } = await person.add();
      for (const [method, to] of [
        ['POST', '/tasks'],
        ['PATCH', path],
      ] as const) {
        const answer = await person.send(method, to, body);
        expect(answer.status).toBe(400);
        expect(faultPaths(answer)).toEqual(['']);
      }
    },
  );
});

it.each([
  ['zero width space', '\u200b'],
  ['word joiner', '\u2060'],
  ['soft hyphen', '\u00ad'],
  ['blank Braille pattern', '\u2800'],
  ['Hangul fillers', '\u3164\uffa0\u115f\u1160'],
  ['byte order mark', '\ufeff'],
  ['direction marks', '\u200e\u200f\u202a\u202c\u2066\u2069\u061c'],
  ['joiners and variation selectors', '\u200c\u200d\ufe0f\u{e0100}\u034f\u180e'],
  ['tags', '\u{e0001}\u{e0041}\u{e007f}'],
  ['control characters', '\u0001\u001b\u007f\u009f'],
  ['anchors of annotations', '\ufff9\ufffa\ufffb'],
  ['musical and hieroglyphic controls', '\u{1d173}\u{1d159}\u{13430}\u{16fe4}\u{1bca0}'],
  ['a mixture of them with blanks', ' \u200b \u2800\u3000\u2060\t'],
])('refuses a title that nobody can see: %s', async (_, title) => {
  for (const answer of await sendBothWays({ title })) {
    expect(answer.status).toBe(400);
    expect(answer.body['errors']).toEqual([{ path: 'title', message: 'must not be empty' }]);
  }
});

it.each([
  ['an emoji of several characters', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}'],
  ['a letter among invisible characters', '\u200ba\u2060'],
  ['a combining mark', '\u0301'],
  ['an Arabic number sign', '\u0600'],
  ['a Hangul letter', '\u1100\u1160'],
])('takes a title of which something can be seen, as it is: %s', async (_, title) => {
  for (const answer of await sendBothWays({ title })) {
    expect(answer.body).toMatchObject({ title });
  }
});

it('names all faults at once, each with its place and what is wrong there', async () => {
  const faults = {
    title: ' ',
    description: 7,
    status: 'closed',
    dueAt: 'tomorrow',
    priority: 1,
    owner: 'me',
  };
  for (const answer of await sendBothWays(faults)) {
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: expect.any(String),
      message: answer.body['detail'],
      requestId: answer.headers.get('x-request-id'),
      errors: expect.arrayContaining([{ path: 'title', message: 'must not be empty' }]),
    });
    expect(faultPaths(answer)).toEqual(Object.keys(faults).toSorted());
  }
});

it('does not repeat what was sent in the message of a fault', async () => {
  for (const answer of await sendBothWays({ status: 'sesame-1', dueAt: 'sesame-2' })) {
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).not.toContain('sesame');
  }
});

it('changes nothing when one of several properties is wrong', async () => {
  const person = new Person(running);
  const { path, tag } = await person.add({ title: 'As it was' });
  await person.send('PATCH', path, { title: 'Changed', status: 'closed' });
  const found = await person.get(path);
  expect(found.body).toMatchObject({ title: 'As it was' });
  expect(found.headers.get('etag')).toBe(tag);
});
