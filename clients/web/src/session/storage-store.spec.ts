import { promisify } from 'node:util';
import type { Session } from 'fastify';
import { MemoryStorage } from './memory.storage.js';
import { mostOfAKind } from './session-storage.js';
import { StorageStore } from './storage-store.js';

const store = new StorageStore(new MemoryStorage());
const get = promisify(store.get.bind(store));
const set = promisify(store.set.bind(store));

it('keeps people signed in while strangers ask for more sign-ins than there is room for', async () => {
  const person = { signedIn: { csrfToken: 'token' } } as Session;
  const stranger = { pending: [], notice: 'You are signed out.' } as unknown as Session;
  await set('person', person);
  for (let asked = 0; asked <= mostOfAKind; asked += 1) await set(`stranger ${asked}`, stranger);
  expect(await get('person')).toEqual(person);
  expect(await get('stranger 0')).toBeNull();
});
