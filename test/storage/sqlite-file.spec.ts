import { sql } from 'kysely';
import { Database } from '../../src/database/index.js';
import { useEmbeddedStorage } from '../support/embedded-storage.js';

const used = useEmbeddedStorage();

it('writes ahead and through to the disk, so that an answer is a promise kept', async () => {
  const { api } = await used.storage.startReady();
  const { db } = api.nest.get(Database);
  const journal = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(db);
  expect(journal.rows).toEqual([{ journal_mode: 'wal' }]);
  const full = 2; // https://www.sqlite.org/pragma.html#pragma_synchronous
  const synchronous = await sql<{ synchronous: number }>`pragma synchronous`.execute(db);
  expect(synchronous.rows).toEqual([{ synchronous: full }]);
});
