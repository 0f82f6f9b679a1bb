import { call } from './processes.mjs';

/** Connections at once: enough to keep both processes at work, too few to make a queue. */
const connections = 4;

/** The requests that are measured. `task` is a task of the person that was read before. */
const routes = [
  { name: 'GET /tasks, newest first', path: () => '/tasks?limit=20' },
  { name: 'GET /tasks, a later page', path: ({ cursor }) => `/tasks?limit=20${cursor}` },
  { name: 'GET /tasks, by due date', path: () => '/tasks?limit=20&sort=dueAt' },
  { name: 'GET /tasks, with a status', path: () => '/tasks?limit=20&status=done&sort=-dueAt' },
  { name: 'GET /tasks/:id', path: ({ task }) => `/tasks/${task}` },
  { name: 'POST /tasks', method: 'POST', path: () => '/tasks', body: { title: 'One more' } },
  {
    name: 'POST /tasks, with a key',
    method: 'POST',
    path: () => '/tasks',
    body: { title: 'One more' },
    headers: () => ({ 'idempotency-key': crypto.randomUUID() }),
  },
  {
    name: 'PATCH /tasks/:id',
    method: 'PATCH',
    path: ({ task }) => `/tasks/${task}`,
    body: { status: 'done' },
  },
  { name: 'DELETE /tasks/:id', method: 'DELETE', path: ({ added }) => `/tasks/${added.pop()}` },
  { name: 'GET /me', path: () => '/me' },
];

/**
 * Measures each route over people picked at random, on both processes in turn.
 *
 * @param {{ origin: string }[]} processes
 * @param {{ token: string }[]} people
 * @param {number} requests of each route
 * @returns {Promise<{ name: string, p50: number, p99: number }[]>} milliseconds
 */
export async function measureRoutes(processes, people, requests) {
  // What each has, and how their lists go on; it warms up as well.
  await inParallel(people.length, async (index) => {
    const person = people[index];
    const { body } = await call(processes[index % 2].origin, '/tasks?limit=20', person);
    person.task = body.items.at(-1).id;
    person.cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
    person.added ??= [];
  });
  const results = [];
  for (const { name, method = 'GET', path, body, headers } of routes) {
    const times = [];
    await inParallel(requests, async (index) => {
      const origin = processes[index % 2].origin;
      const person = pick(people, method === 'DELETE');
      if (person === undefined) {
        return;
      }
      const options = { token: person.token, method, body, headers: headers?.() };
      const address = path(person);
      const began = performance.now();
      const answer = await call(origin, address, options);
      times.push(performance.now() - began);
      if (answer.status >= 300) {
        throw new Error(`${name}: ${answer.status} ${JSON.stringify(answer.body)}`);
      }
      if (method === 'POST') {
        person.added.push(answer.body.id);
      }
    });
    times.sort((a, b) => a - b);
    const at = (share) => times[Math.floor(times.length * share)];
    results.push({ name, p50: at(0.5), p99: at(0.99) });
  }
  return results;
}

function pick(people, withAdded) {
  const start = Math.floor(Math.random() * people.length);
  if (!withAdded) {
    return people[start];
  }
  return [...people.slice(start), ...people.slice(0, start)].find(({ added }) => added.length > 0);
}

async function inParallel(count, work) {
  let next = 0;
  const lane = async () => {
    while (next < count) {
      await work(next++);
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
}
