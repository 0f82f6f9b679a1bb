import { Person, type Page } from '../support/person.js';
import { sendRaw } from '../support/raw-request.js';
import { useRunningApi } from '../support/running-api.js';

const running = useRunningApi();
const json = { 'content-type': 'application/json' };
const good = '{"title":"Changed"}';

/** A JSON object with a title, blown up with blanks to a number of bytes. */
const ofSize = (bytes: number) => good + ' '.repeat(bytes - good.length);

/** Sends a body to both routes that take one. */
async function sendBothWays(body: string | Uint8Array, headers: Readonly<Record<string, string>>) {
  const person = new Person(running);
  const { path, tag: _, ...task } = await person.add();
  const answers = [
    await person.sendBytes('POST', '/tasks', body, headers),
    await person.sendBytes('PATCH', path, body, headers),
  ];
  return { person, task, answers };
}

async function expectAccepted(body: string | Uint8Array, headers = json): Promise<void> {
  const { answers } = await sendBothWays(body, headers);
  expect(answers.map(({ status }) => status)).toEqual([201, 200]);
}

/** Expects a problem of that status, and that nothing was done. */
async function expectRefused(
  status: number,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = json,
): Promise<void> {
  const { person, task, answers } = await sendBothWays(body, headers);
  for (const answer of answers) {
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await answer.json()).toMatchObject({ type: 'about:blank', status });
  }
  expect((await person.get<Page>('/tasks')).body.items).toEqual([task]);
}

describe('a body', () => {
  it('of 100,000 bytes is read', async () => {
    await expectAccepted(ofSize(100_000));
  });

  it('of 100,001 bytes is too large', async () => {
    await expectRefused(413, ofSize(100_001));
  });

  it('that does not say how long it is, is too large once it is', async () => {
    const person = new Person(running);
    const chunks = [ofSize(60_000), ' '.repeat(60_000)].map((chunk) => Buffer.from(chunk));
    const answer = await fetch(`${running.api.origin}/tasks`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await person.token}`, ...json },
      body: new ReadableStream({
        pull: (controller) => {
          const chunk = chunks.shift();
          if (chunk) {
            controller.enqueue(chunk);
          } else {
            controller.close();
          }
        },
      }),
      duplex: 'half',
    });
    expect(answer.status).toBe(413);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it('of the longest title and description in the most wasteful spelling fits', async () => {
    const escaped = (length: number) => String.raw`\ud83d\ude00`.repeat(length);
    const body = `{"title":"${escaped(200)}","description":"${escaped(4000)}"}`;
    await expectAccepted(body);
  });

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset=UTF-8',
    'APPLICATION/JSON',
  ])('of type %s is read', async (type) => {
    await expectAccepted(good, { 'content-type': type });
  });

  it.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'text/plain; charset=utf-8',
    'text/json',
    'text/html',
    'application/xml',
    'application/jsonx',
    'application/json-patch+json',
    'application/merge-patch+json',
    'application/octet-stream',
    'application',
    'nonsense',
    '*/*',
    'text/plain, application/json',
  ])('of type %s is of the wrong type', async (type) => {
    await expectRefused(415, good, { 'content-type': type });
  });

  it('of no type is of the wrong type', async () => {
    await expectRefused(415, Buffer.from(good), {});
  });

  it.each([
    ['is empty', ''],
    ['is blank', ' \n'],
    ['breaks off', '{"title":"Changed"'],
    ['has a trailing comma', '{"title":"Changed",}'],
    ['has single quotes', "{'title':'Changed'}"],
    ['has a comment', '{"title":"Changed"/* now */}'],
    ['is followed by more', '{"title":"Changed"}{}'],
    ['has a raw line break in a text', '{"title":"Chan\nged"}'],
    ['is not a number', '{"title":NaN}'],
    ['has half an escape', String.raw`{"title":"\u12"}`],
    ['is a form', 'title=Changed'],
    ['is deep and broken', '['.repeat(90_000)],
    ['is deep', '['.repeat(49_000) + ']'.repeat(49_000)],
    ['has __proto__', '{"title":"Changed","__proto__":{"status":"done"}}'],
    ['has __proto__ of null', '{"title":"Changed","__proto__":null}'],
    ['has __proto__ escaped', String.raw`{"title":"Changed","\u005f_proto__":{}}`],
    ['has __proto__ deeper', '{"title":{"__proto__":{"length":1}}}'],
    ['has the prototype of a constructor', '{"title":"Changed","constructor":{"prototype":{}}}'],
  ])('that %s is refused', async (_, body) => {
    await expectRefused(400, body);
  });

  it.each(['__proto__', 'constructor'])(
    'that has %s is told that this is unknown',
    async (name) => {
      const answer = await new Person(running).sendBytes(
        'POST',
        '/tasks',
        `{"title":"a","${name}":{}}`,
      );
      expect(answer.status).toBe(400);
      const { errors } = (await answer.json()) as { errors: unknown };
      expect(errors).toEqual([{ path: name, message: 'is not known here' }]);
    },
  );

  it.each([
    ['a stray byte', [0xff]],
    ['a stray continuation', [0x80]],
    ['half a character', [0xf0, 0x9f, 0x98]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a code point beyond the last', [0xf4, 0x90, 0x80, 0x80]],
    ['Latin-1', [0xe9]],
  ])('that is not UTF-8, but has %s, is refused', async (_, bytes) => {
    const body = Buffer.concat([Buffer.from('{"title":"a'), Buffer.from(bytes), Buffer.from('"}')]);
    await expectRefused(400, body);
  });

  it('in UTF-16 is refused', async () => {
    await expectRefused(400, Buffer.from(good, 'utf16le'));
  });

  it.each(['POST', 'PATCH'])('is needed by %s', async (method) => {
    const person = new Person(running);
    const { path } = await person.add();
    const answer = await person.send(method, method === 'POST' ? '/tasks' : path);
    expect(answer.status).toBe(400);
  });
});

it.each<Readonly<Record<string, string>>>([
  {},
  { 'content-type': 'application/json' },
  { 'content-type': 'application/json; charset=utf-8' },
  { 'content-type': 'application/x-www-form-urlencoded' },
  { 'content-type': 'text/plain' },
  { 'content-type': 'nonsense' },
])('DELETE without a body does its work whatever media type it announces: %j', async (headers) => {
  const person = new Person(running);
  const { path } = await person.add();
  expect((await person.send('DELETE', path, undefined, headers)).status).toBe(204);
  expect((await person.get(path)).status).toBe(404);
});

it.each(['', 'Content-Type: application/json\r\n', 'Content-Type: text/plain\r\n'])(
  'DELETE with a body of no chunks does its work as well: %j',
  async (type) => {
    const person = new Person(running);
    const send = async (path: string, chunks: string) => {
      const head = `DELETE ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${type}`;
      const field = `Authorization: Bearer ${await person.token}\r\nTransfer-Encoding: chunked\r\n\r\n`;
      return sendRaw(running.api.origin, head + field + chunks);
    };
    const { path } = await person.add();
    const withBody = await send(path, '1\r\nx\r\n0\r\n\r\n');
    expect(withBody.status).toBe(type.includes('json') ? 400 : 415);
    expect((await send(path, '0\r\n\r\n')).status).toBe(204);
    expect((await person.get(path)).status).toBe(404);
  },
);

it('leaves every object of the process as it was', async () => {
  const person = new Person(running);
  await person.sendBytes('POST', '/tasks', '{"title":"a","__proto__":{"polluted":true}}');
  await person.sendBytes('POST', '/tasks', '{"constructor":{"prototype":{"polluted":true}}}');
  await person.get('/tasks?__proto__[polluted]=true&__proto__=polluted');
  expect('polluted' in {}).toBe(false);
});
