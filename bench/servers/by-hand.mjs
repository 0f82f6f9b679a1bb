import Fastify from 'fastify';
import { v7 as uuidv7 } from 'uuid';
import { openByHand } from '../support/by-hand-statements.mjs';

/** How a caller says who it is, as no token is checked here. */
const ownerHeader = 'x-owner';

/**
 * The least that can be written by hand for the routes of tasks: Fastify, the driver, a prepared
 * statement for each route, the same JSON. No token, no limits, no log, and of what the API checks in a
 * request only what it needs to answer.
 *
 * @param {{ storage: import('../support/storage.mjs').Storage }} config
 */
export async function start({ storage }) {
  const tasks = openByHand(storage);
  const server = Fastify();

  server.get('/tasks', async ({ headers }) => {
    const rows = await tasks.list(headers[ownerHeader], 21);
    const page = rows.slice(0, 20);
    const last = rows.length > 20 ? page.at(-1) : undefined;
    return { items: page.map(toTask), nextCursor: last ? cursorOf(last) : null };
  });

  server.post('/tasks', async ({ headers, body }, reply) => {
    const id = uuidv7();
    const now = Date.now();
    const { title, description = null, status = 'open', dueAt = null } = body;
    const due_at = dueAt === null ? null : Date.parse(dueAt);
    await tasks.insert([id, headers[ownerHeader], title, description, status, due_at, now, now]);
    reply.code(201).header('location', `/tasks/${id}`).header('etag', '"1"');
    return toTask({ id, title, description, status, due_at, created_at: now, updated_at: now });
  });

  server.get('/tasks/:id', async ({ headers, params }, reply) =>
    answer(reply, await tasks.find(params.id, headers[ownerHeader])),
  );

  server.patch('/tasks/:id', async ({ headers, params, body }, reply) =>
    answer(reply, await tasks.retitle(params.id, headers[ownerHeader], body.title, Date.now())),
  );

  server.delete('/tasks/:id', async ({ headers, params }, reply) => {
    const deleted = await tasks.delete(params.id, headers[ownerHeader]);
    return reply.code(deleted ? 204 : 404).send();
  });

  await server.listen({ host: '127.0.0.1', port: 0 });
  return { port: server.server.address().port };
}

function answer(reply, row) {
  if (!row) {
    return reply.code(404).send();
  }
  reply.header('etag', `"${row.version}"`);
  return toTask(row);
}

function toTask(row) {
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    status: row.status,
    dueAt: row.due_at === null ? null : new Date(row.due_at).toISOString(),
    createdAt: new Date(row.created_at).toISOString(),
    updatedAt: new Date(row.updated_at).toISOString(),
  };
}

function cursorOf({ created_at, id }) {
  return Buffer.from(JSON.stringify(['-createdAt', created_at, id])).toString('base64url');
}
