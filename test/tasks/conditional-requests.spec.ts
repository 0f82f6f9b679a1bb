import { Person } from '../support/person.js';
import { race } from '../support/race.js';
import { logLineOf } from '../support/refusals.js';
import { useRunningApi } from '../support/running-api.js';

const running = useRunningApi();

/** A task in its second version, with the tags of both. */
async function changedTask() {
  const person = new Person(running);
  const { path, tag: old } = await person.add();
  const { headers } = await person.send('PATCH', path, { status: 'in_progress' });
  return { person, path, old, current: headers.get('etag') ?? '' };
}

it('gives every version a strong tag of its own', async () => {
  const { person, path, old, current } = await changedTask();
  expect(old).toMatch(/^"[\x21\x23-\x7e]+"$/);
  expect(current).toMatch(/^"[\x21\x23-\x7e]+"$/);
  expect(current).not.toBe(old);
  const again = await person.send('PATCH', path, { status: 'in_progress' });
  expect([old, current]).not.toContain(again.headers.get('etag'));
});

describe('If-None-Match', () => {
  it.each([
    ['the tag', (tag: string) => tag],
    ['the tag, weak', (tag: string) => `W/${tag}`],
    ['any', () => '*'],
    ['a list that has the tag', (tag: string) => `"x", ${tag},"y"`],
    ['a list that has the tag, weak', (tag: string) => `W/"x" , W/${tag}`],
    ['a list with gaps', (tag: string) => `, "x",, ${tag} ,`],
  ])('answers 304 without a body for %s', async (_, field) => {
    const { person, path, current } = await changedTask();
    const answer = await person.get(path, { 'if-none-match': field(current) });
    expect(answer.status).toBe(304);
    expect(answer.body).toBe('');
    expect(answer.headers.get('etag')).toBe(current);
    expect(answer.headers.get('content-type')).toBeNull();
    expect(await logLineOf(running, answer)).not.toHaveProperty('refusal');
    const head = await person.send('HEAD', path, undefined, { 'if-none-match': field(current) });
    expect(head.status).toBe(304);
  });

  it.each([
    ['another tag', () => '"x"'],
    ['the tag of another version', (_: string, old: string) => old],
    ['the tag without its quotes', (tag: string) => tag.replaceAll('"', '')],
    ['the tag with one quote', (tag: string) => tag.slice(0, -1)],
    ['the tag with a small w', (tag: string) => `w/${tag}`],
    ['the tag among what is no list', (tag: string) => `${tag} ${tag}`],
    ['any, in a list', () => '"x", *'],
    ['any, quoted', () => '"*"'],
    ['nothing', () => ''],
  ])('sends the task for %s', async (_, field) => {
    const { person, path, old, current } = await changedTask();
    const answer = await person.get(path, { 'if-none-match': field(current, old) });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ status: 'in_progress' });
    expect(answer.headers.get('etag')).toBe(current);
  });

  it('does not matter to a change', async () => {
    const { person, path, current } = await changedTask();
    const change = { status: 'done' };
    const answer = await person.send('PATCH', path, change, { 'if-none-match': current });
    expect(answer).toMatchObject({ status: 200, body: change });
  });
});

describe('If-Match', () => {
  const cases = [
    ['the tag', true, (tag: string) => tag],
    ['any', true, () => '*'],
    ['a list that has the tag', true, (tag: string, old: string) => `${old},"x", ${tag}`],
    ['a list with gaps', true, (tag: string) => `,, ${tag} ,`],
    ['a long list that has the tag', true, (tag: string) => `${'"x", '.repeat(1000)}${tag}`],
    ['an old tag', false, (_: string, old: string) => old],
    ['a list of other tags', false, (_: string, old: string) => `${old}, "x"`],
    ['the tag, made weak by a proxy', true, (tag: string) => `W/${tag}`],
    ['the tag with the suffix of a proxy', true, (tag: string) => tag.replace(/"$/, '-gzip"')],
    ['an old tag, made weak by a proxy', false, (_: string, old: string) => `W/${old}`],
    ['a weak tag of somebody else', false, () => 'W/"x"'],
    ['the tag without its quotes', false, (tag: string) => tag.replaceAll('"', '')],
    ['the tag with one quote', false, (tag: string) => tag.slice(1)],
    ['the tag with a zero before it', false, (tag: string) => tag.replace('"', '"0')],
    ['the tag with a blank in it', false, (tag: string) => tag.replace('"', '" ')],
    ['the tag among what is no list', false, (tag: string) => `${tag}; ${tag}`],
    ['the tag and any', false, (tag: string) => `${tag}, *`],
    ['a huge number', false, () => `"${'9'.repeat(300)}"`],
    ['a number below zero', false, () => '"-1"'],
    ['SQL', false, () => '"2)or(1=1"'],
    ['nothing', false, () => ''],
  ] as const;

  it.each(cases)('of %s lets a change through: %s', async (_, holds, field) => {
    const { person, path, old, current } = await changedTask();
    const headers = { 'if-match': field(current, old) };
    const answer = await person.send('PATCH', path, { title: 'Changed' }, headers);
    expect(answer.status).toBe(holds ? 200 : 412);
    const found = await person.get(path);
    expect(found.body['title']).toBe(holds ? 'Changed' : 'Water the plants');
    expect(found.headers.get('etag') === current).toBe(!holds);
  });

  it.each(cases)('of %s lets a deletion through: %s', async (_, holds, field) => {
    const { person, path, old, current } = await changedTask();
    const headers = { 'if-match': field(current, old) };
    expect((await person.send('DELETE', path, undefined, headers)).status).toBe(holds ? 204 : 412);
    expect((await person.get(path)).status).toBe(holds ? 404 : 200);
  });

  it('that does not hold is answered with a problem that says what to do', async () => {
    const { person, path, old } = await changedTask();
    const answer = await person.send('PATCH', path, { title: 'Late' }, { 'if-match': old });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({ status: 412, title: 'Precondition Failed' });
    expect(answer.body['detail']).toContain('If-Match');
  });

  it('that names no version is answered with a problem that says why', async () => {
    const { person, path } = await changedTask();
    const answer = await person.send('PATCH', path, { title: 'a' }, { 'if-match': 'W/"5f-abc"' });
    expect(answer.status).toBe(412);
    expect(answer.body['detail']).toMatch(/If-Match holds no ETag of a task.*proxy/);
  });

  it('is looked at only when the body is valid', async () => {
    const { person, path, old } = await changedTask();
    const answer = await person.send('PATCH', path, { title: '' }, { 'if-match': old });
    expect(answer.status).toBe(400);
  });

  it('does not matter to reading', async () => {
    const { person, path, old } = await changedTask();
    expect((await person.get(path, { 'if-match': old })).status).toBe(200);
  });
});

describe('of twenty that race with one tag', () => {
  const racers = Array.from({ length: 20 }, (_, index) => `Racer ${index}`);

  it('exactly one changes the task, and the others are told', async () => {
    const person = new Person(running);
    const { id, path, tag } = await person.add();
    const change = (title: string) => () =>
      person.send('PATCH', path, { title }, { 'if-match': tag });
    const answers = await race(running, racers.map(change), id);
    const winners = answers.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(racers.length - 1);
    const found = await person.get(path);
    expect(found.body).toEqual(winners[0]?.body);
    expect(found.headers.get('etag')).toBe(winners[0]?.headers.get('etag'));
  });

  it('exactly one deletes the task, and to the others it is gone', async () => {
    const person = new Person(running);
    const { id, path, tag } = await person.add();
    const remove = () => person.send('DELETE', path, undefined, { 'if-match': tag });
    const answers = await race(
      running,
      racers.map(() => remove),
      id,
    );
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(racers.length - 1);
  });

  it('exactly one wins between changes and deletions', async () => {
    const person = new Person(running);
    const { id, path, tag } = await person.add();
    const changeOrDelete = (title: string, index: number) => () =>
      index % 2 === 0
        ? person.send('PATCH', path, { title }, { 'if-match': tag })
        : person.send('DELETE', path, undefined, { 'if-match': tag });
    const answers = await race(running, racers.map(changeOrDelete), id);
    const won = answers.filter(({ status }) => status < 300);
    const lost = answers.filter(({ status }) => status === 404 || status === 412);
    expect([won.length, lost.length]).toEqual([1, racers.length - 1]);
  });

  it('every change without a tag counts', async () => {
    const person = new Person(running);
    const { id, path } = await person.add();
    const change = (title: string) => () => person.send('PATCH', path, { title });
    const answers = await race(running, racers.map(change), id);
    expect(answers.map(({ status }) => status)).toEqual(racers.map(() => 200));
    expect(new Set(answers.map(({ headers }) => headers.get('etag'))).size).toBe(racers.length);
  });
});
