import type { Call } from './support/api.js';
import { useRunningApi } from './support/running-api.js';

const running = useRunningApi();
const limited = useRunningApi({
  environment: { MAX_TASKS_PER_OWNER: '1', RATE_LIMIT_PER_SUBJECT: '5/60' },
});
const nobody = '0198c5a4-7d1e-7cc0-9f3b-5f0c5c7d2a11';

interface Example {
  readonly value: Readonly<Record<string, unknown>>;
}

/** The examples of an error in the document. */
function documented(path: string, method: string, status: number): readonly Example['value'][] {
  const { paths } = running.api.document as unknown as {
    paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
  };
  const answer = paths[path]?.[method]?.responses[status] as {
    content: Record<string, { examples: Record<string, Example> }>;
  };
  const { examples = {} } = answer.content['application/problem+json'] ?? {};
  return Object.values(examples).map(({ value }) => value);
}

it('gives every error of every operation an example of its own status', () => {
  const { paths } = running.api.document;
  const errors = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, { responses: object }>).flatMap(([method, operation]) =>
      Object.keys(operation.responses)
        .map(Number)
        .filter((status) => status >= 400)
        .map((status) => ({ path, method, status })),
    ),
  );
  expect(errors.length).toBeGreaterThan(40);
  for (const { path, method, status } of errors) {
    const values = documented(path, method, status);
    expect(values.length).toBeGreaterThan(0);
    for (const value of values) {
      expect(value).toMatchObject({ type: 'about:blank', status, message: value['detail'] });
    }
  }
});

/** Requests that bring about the errors, with the operation that documents them. */
const provoked: [string, string, string, number, () => Call & { at?: string }][] = [
  [
    'an unknown parameter',
    '/tasks',
    'get',
    400,
    () => ({ at: '/tasks?verbose=true', token: valid() }),
  ],
  ['a wrong value', '/tasks', 'post', 400, () => post({ title: 'x', status: 'later' })],
  ['a malformed header', '/tasks', 'get', 400, () => ({ headers: { authorization: 'Bearer' } })],
  ['no token', '/tasks', 'get', 401, () => ({})],
  [
    'a missing scope',
    '/tasks',
    'post',
    403,
    () => ({ ...post({ title: 'x' }), token: readOnly() }),
  ],
  ['no such task', '/tasks/{id}', 'get', 404, () => ({ at: `/tasks/${nobody}`, token: valid() })],
  ['a large body', '/tasks', 'post', 413, () => post({ title: 'x'.repeat(150_000) })],
  [
    'another media type',
    '/tasks',
    'post',
    415,
    () => ({ ...post({ title: 'x' }), headers: { 'content-type': 'text/plain' } }),
  ],
];

const valid = () => running.provider.token();
const readOnly = () => running.provider.token({ id: 'reader', scopes: ['tasks.read'] });
const post = (body: unknown) => ({ method: 'POST', token: valid(), body });

it.each(provoked)('documents %s as it is answered', async (_, path, method, status, request) => {
  const { at = path, ...call } = request();
  const answer = await running.api.call(at, call);
  expect(answer.status).toBe(status);
  const { requestId: _id, ...body } = answer.body;
  expect(documented(path, method, status)).toContainEqual(expect.objectContaining(body));
});

it('documents an ETag that no longer holds as it is answered', async () => {
  const { headers } = await running.api.call('/tasks', post({ title: 'Changed' }));
  const at = new URL(headers.get('location') ?? '', running.api.origin).pathname;
  const change = (title: string) =>
    running.api.call(at, {
      method: 'PATCH',
      token: valid(),
      body: { title },
      headers: { 'if-match': '"1"' },
    });
  await change('First');
  const { requestId: _, ...body } = (await change('Second')).body;
  expect(documented('/tasks/{id}', 'patch', 412)).toContainEqual(expect.objectContaining(body));
});

it('documents a key that was used before as it is answered', async () => {
  const headers = { 'idempotency-key': 'the-same' };
  await running.api.call('/tasks', { ...post({ title: 'One' }), headers });
  const answer = await running.api.call('/tasks', { ...post({ title: 'Two' }), headers });
  const { requestId: _, ...body } = answer.body;
  expect(documented('/tasks', 'post', 422)).toContainEqual(expect.objectContaining(body));
});

it('documents a used quota and a used limit as they are answered', async () => {
  const call = () =>
    limited.api.call('/tasks', {
      method: 'POST',
      token: limited.provider.token(),
      body: { title: 'Too many' },
    });
  await call();
  const { requestId: _, ...overQuota } = (await call()).body;
  expect(documented('/tasks', 'post', 403)).toContainEqual(expect.objectContaining(overQuota));
  const answers = [await call(), await call(), await call(), await call(), await call()];
  const details = answers.map(({ body }) => String(body['detail']).replace(/\d+/, '42'));
  expect(documented('/tasks', 'post', 429).map(({ detail }) => detail)).toContain(details.at(-1));
});
