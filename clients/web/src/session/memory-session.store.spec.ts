import { promisify } from 'node:util';
import type { Session } from 'fastify';
import { MemorySessionStore } from './memory-session.store.js';
import { maxSessionsPerKind } from './session.store.js';

let store: MemorySessionStore;
beforeEach(() => {
  store = new MemorySessionStore();
});

it('keeps people signed in, however many anonymous sessions there are', async () => {
  await store.write('person', 'signed in', 'signed-in');
  for (let visit = 0; visit <= maxSessionsPerKind; visit += 1) {
    await store.write(`visit ${visit}`, 'pending', 'anonymous');
  }
  expect(await store.read('person')).toBe('signed in');
  expect(await store.read('visit 0')).toBeUndefined();
  expect(await store.read(`visit ${maxSessionsPerKind}`)).toBe('pending');
});

it('lets an anonymous session become one of a signed-in user', async () => {
  await store.write('id', 'pending', 'anonymous');
  await store.write('id', 'signed in', 'signed-in');
  expect(await store.read('id')).toBe('signed in');
});

it.each(['anonymous', 'signed-in'] as const)(
  'does not restore an ended %s session',
  async (kind) => {
    await store.write('id', 'before', kind);
    await store.end('id');
    await store.write('id', 'after', kind);
    expect(await store.read('id')).toBeUndefined();
  },
);

it('tells sessions of signed-in users from others by what is in them', async () => {
  const get = promisify(store.get.bind(store));
  const set = promisify(store.set.bind(store));
  const person = { user: { csrfToken: 'token' } } as Session;
  const stranger = { pending: [], notice: 'You are signed out.' } as unknown as Session;
  await set('person', person);
  for (let asked = 0; asked <= maxSessionsPerKind; asked += 1) {
    await set(`stranger ${asked}`, stranger);
  }
  expect(await get('person')).toEqual(person);
  expect(await get('stranger 0')).toBeNull();
});
