import { MemoryStorage } from './memory.storage.js';
import { mostOfAKind } from './session-storage.js';

let storage: MemoryStorage;
beforeEach(() => {
  storage = new MemoryStorage();
});

it('keeps people signed in, however many anonymous sessions there are', async () => {
  await storage.write('person', 'signed in', 'signed-in');
  for (let visit = 0; visit <= mostOfAKind; visit += 1)
    await storage.write(`visit ${visit}`, 'pending', 'anonymous');
  expect(await storage.read('person')).toBe('signed in');
  expect(await storage.read('visit 0')).toBeUndefined();
  expect(await storage.read(`visit ${mostOfAKind}`)).toBe('pending');
});

it('lets an anonymous session become one of somebody who is signed in', async () => {
  await storage.write('id', 'pending', 'anonymous');
  await storage.write('id', 'signed in', 'signed-in');
  expect(await storage.read('id')).toBe('signed in');
});

it.each(['anonymous', 'signed-in'] as const)(
  'does not bring back an ended %s session',
  async (kind) => {
    await storage.write('id', 'before', kind);
    await storage.end('id');
    await storage.write('id', 'after', kind);
    expect(await storage.read('id')).toBeUndefined();
  },
);
