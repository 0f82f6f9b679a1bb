import { promisify } from 'node:util';
import type { Session } from 'fastify';
import { maxSessions, MemorySessionStore } from './memory-session.store.js';

let store: MemorySessionStore;
beforeEach(() => {
  store = new MemorySessionStore();
});

it('does not restore an ended session', async () => {
  await store.write('id', 'before');
  await store.end('id');
  await store.write('id', 'after');
  expect(await store.read('id')).toBeUndefined();
});

it('bounds the number of sessions, and ends those that were not used for longest', async () => {
  await store.write('used', 'session');
  for (let count = 0; count < maxSessions; count += 1) {
    await store.write(`session ${count}`, 'session');
    await store.read('used');
  }
  expect(await store.read('used')).toBe('session');
  expect(await store.read('session 0')).toBeUndefined();
});

it('stores the sessions of signed-in users, and no others', async () => {
  const get = promisify(store.get.bind(store));
  const set = promisify(store.set.bind(store));
  const session = { user: { csrfToken: 'token' } } as Session;
  await set('person', session);
  await set('stranger', {} as Session);
  expect(await get('person')).toEqual(session);
  expect(await get('stranger')).toBeNull();
});
