import type { TestProvider } from '../src/auth/testing/index.js';
import { Api } from './support/api.js';
import { freePort } from 'test-support';
import { policyName, startProvider } from './support/provider.js';

let provider: TestProvider;
let api: Api;
let metrics: string;

beforeEach(async () => {
  provider = await startProvider();
  const port = await freePort();
  metrics = `http://127.0.0.1:${port}`;
  api = await Api.start(provider, { HOST: '127.0.0.1', METRICS_PORT: String(port) });
  await api.whenReady();
});

afterEach(async () => {
  await api.close();
  await provider.close();
});

/** The published figures of one name, by their labels. */
async function figures(name: string): Promise<Record<string, number>> {
  const text = await (await fetch(`${metrics}/metrics`)).text();
  const lines = text.matchAll(new RegExp(`^${name}(\\{.*\\})? (.+)$`, 'gm'));
  return Object.fromEntries([...lines].map(([, labels = '', value]) => [labels, Number(value)]));
}

it('counts requests by method, route and status', async () => {
  const token = await provider.token();
  await api.call('/tasks?limit=1', { token });
  await api.call('/tasks/01a1fd7c-1112-76a3-9fd1-bd6e6210cf2c', { token });
  await api.call('/tasks', { method: 'POST' });
  await api.call('/nowhere');
  expect(await figures('http_request_duration_seconds_count')).toMatchObject({
    '{method="GET",route="/tasks",status="200"}': 1,
    '{method="GET",route="/tasks/:id",status="404"}': 1,
    '{method="POST",route="/tasks",status="401"}': 1,
    '{method="GET",route="none",status="404"}': 1,
  });
});

it('tells what became of tokens', async () => {
  const token = await provider.token();
  for (let time = 0; time < 3; time++) {
    await api.call('/me', { token });
  }
  await api.call('/me', { token: provider.token({ claims: { aud: 'other' } }) });
  expect(await figures('auth_remembered_tokens')).toEqual({ '': 1 });
  expect(await figures('auth_remembered_token_lookups_total')).toEqual({
    '{outcome="hit"}': 2,
    '{outcome="miss"}': 2,
  });
  expect(await figures('auth_remembered_token_evictions_total')).toEqual({ '': 0 });
  expect(await figures('auth_refusals_total')).toEqual({ '{reason="audience",provider="b2c"}': 1 });
  // Asking twice must not count twice.
  expect(await figures('auth_refusals_total')).toEqual({ '{reason="audience",provider="b2c"}': 1 });
});

it('tells how fetching signing keys goes', async () => {
  await api.call('/me', { token: provider.token({ header: { kid: 'unknown' } }) });
  const source = `provider="b2c",source="${policyName}"`;
  expect(await figures('auth_key_fetches_total')).toEqual({
    [`{${source},outcome="success"}`]: 2,
    [`{${source},outcome="failure"}`]: 0,
  });
  expect(await figures('auth_unknown_keys_total')).toEqual({ [`{${source}}`]: 1 });
  const ages = await figures('auth_signing_keys_age_seconds');
  expect(Object.keys(ages)).toEqual([`{${source}}`]);
});

it('knows no age of signing keys that were never had', async () => {
  await api.close();
  provider.goDown();
  api = await Api.start(provider, { HOST: '127.0.0.1', METRICS_PORT: new URL(metrics).port });
  const failure = `{provider="b2c",source="${policyName}",outcome="failure"}`;
  while ((await figures('auth_key_fetches_total'))[failure] === 0) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(await figures('auth_signing_keys_age_seconds')).toEqual({});
});

it('tells how the process fares', async () => {
  expect((await figures('process_resident_memory_bytes'))['']).toBeGreaterThan(1_000_000);
});

it('says nothing of who called, and nothing that they sent', async () => {
  const token = await provider.token({ claims: { sub: 'subject-of-somebody' } });
  await api.call('/tasks?cursor=something', { token });
  await api.call('/path-of-somebody', { method: 'PUT', token });
  const answer = await fetch(`${metrics}/metrics`);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const text = await answer.text();
  for (const part of ['somebody', 'something', 'Ada', ...token.split('.')]) {
    expect(text).not.toContain(part);
  }
});

it('answers nothing else on that port, and metrics on no other', async () => {
  expect((await fetch(`${metrics}/tasks`)).status).toBe(404);
  expect((await fetch(`${metrics}/metrics`, { method: 'POST' })).status).toBe(404);
  expect((await api.call('/metrics')).status).toBe(404);
});

it('tells what was refused, by the reason in the log', async () => {
  await api.call('/tasks');
  await api.call('/tasks/01a1fd7c-1112-76a3-9fd1-bd6e6210cf2c', { token: provider.token() });
  await api.call('/tasks/01a1fd7c-1112-76a3-9fd1-bd6e6210cf2c', { token: provider.token() });
  expect(await figures('http_refusals_total')).toMatchObject({
    '{reason="no_credentials"}': 1,
    '{reason="task_not_found"}': 2,
  });
});

it('tells how full the memory of the limits is, and which limit refused', async () => {
  await api.close();
  api = await Api.start(provider, {
    HOST: '127.0.0.1',
    METRICS_PORT: new URL(metrics).port,
    RATE_LIMIT_PER_IP: '50/60',
    RATE_LIMIT_PER_SUBJECT: '2/60',
  });
  await api.whenReady();
  for (let calls = 0; calls < 3; calls++) {
    await api.call('/me', { token: provider.token() });
  }
  expect(await figures('rate_limit_counted_keys')).toEqual({
    '{limit="health"}': 1,
    '{limit="per-ip"}': 1,
    '{limit="per-subject"}': 1,
  });
  expect(await figures('rate_limit_exhausted_keys')).toMatchObject({
    '{limit="per-ip"}': 0,
    '{limit="per-subject"}': 1,
  });
  expect(await figures('http_refusals_total')).toMatchObject({
    '{reason="rate_limit_per_subject"}': 1,
  });
  // Without Redis, nobody wants to be told that it is away.
  expect(await figures('rate_limit_shared')).toEqual({});
});

it('tells nothing of connections on the embedded database', async () => {
  expect(await figures('database_connections')).toEqual({});
  expect(await figures('database_waiting_requests')).toEqual({});
});
