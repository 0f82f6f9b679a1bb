import assert from 'node:assert/strict';
import { call } from './processes.mjs';

/**
 * What must hold whichever process a request meets. Throws where it does not. The newcomer has not called yet:
 * all processes count in one Redis, those without a limit too.
 */
export async function checkAsOne([one, other], person, { limited, newcomer }) {
  const at = (process, path, options = {}) => call(process.origin, path, { ...person, ...options });
  const key = { 'idempotency-key': crypto.randomUUID() };
  const add = { method: 'POST', body: { title: 'As one' }, headers: key };
  const [first, again] = await Promise.all([at(one, '/tasks', add), at(other, '/tasks', add)]);
  assert.equal(first.status, 201);
  assert.equal(again.body.id, first.body.id, 'a key leads to one task, whichever process has it');
  const path = `/tasks/${first.body.id}`;

  const change = (process) =>
    at(process, path, {
      method: 'PATCH',
      body: { title: crypto.randomUUID() },
      headers: { 'if-match': first.headers.etag },
    });
  const statuses = (await Promise.all([change(one), change(other)])).map(({ status }) => status);
  assert.deepEqual(
    statuses.toSorted((a, b) => a - b),
    [200, 412],
    'one of two changes of a version wins',
  );

  const page = await at(one, '/tasks?limit=5');
  const next = await at(other, `/tasks?limit=5&cursor=${page.body.nextCursor}`);
  assert.equal(next.status, 200);
  const ids = [...page.body.items, ...next.body.items].map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length, 'a cursor of one process goes on at the other');

  assert.equal((await at(other, path, { method: 'DELETE' })).status, 204);
  assert.equal((await at(one, path)).status, 404);

  // Of two processes with a limit of 20, 30 requests get 20 answers.
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) => call(limited[index % 2].origin, '/me', newcomer)),
  );
  const served = answers.filter(({ status }) => status === 200).length;
  assert.equal(served, 20, 'limits are counted once');
}
