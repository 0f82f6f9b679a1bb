import { randomInt, randomUUID } from 'node:crypto';
import type { TestProvider } from '../../src/auth/testing/index.js';
import { Api, type Answer } from '../support/api.js';
import { startProvider } from '../support/provider.js';

const environment = {
  REDIS_URL: process.env['TEST_REDIS_URL'] ?? '',
  TRUST_PROXY: '127.0.0.1',
  RATE_LIMIT_PER_IP: '50/60',
  RATE_LIMIT_PER_SUBJECT: '20/60',
};

let provider: TestProvider;
let apis: Api[];

beforeAll(async () => {
  provider = await startProvider();
  apis = await Promise.all([1, 2].map(() => Api.start(provider, environment)));
  await Promise.all(apis.map((api) => api.whenReady()));
});

afterAll(async () => {
  await Promise.all(apis.map((api) => api.close()));
  await provider.close();
});

/** An address that no earlier run has used either: the counters outlive the tests. */
const newAddress = () => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;

/** Calls all APIs in turn, so many times, all at once. */
function callAll(many: number, from: () => string, token?: string): Promise<Answer[]> {
  return Promise.all(
    Array.from({ length: many }, (_, index) =>
      (apis[index % apis.length] as Api).call(token === undefined ? '/openapi.json' : '/me', {
        headers: { 'x-forwarded-for': from() },
        ...(token !== undefined && { token }),
      }),
    ),
  );
}

const served = (answers: readonly Answer[]) => answers.filter(({ status }) => status === 200);

it('is exactly one limit per address for all processes', async () => {
  const from = newAddress();
  const answers = await callAll(200, () => from);
  expect(served(answers)).toHaveLength(50);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
});

it('hands out every number once', async () => {
  const from = newAddress();
  const answers = await callAll(50, () => from);
  const left = answers.map(({ headers }) => /r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]);
  expect(left.map(Number).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 50 }, (_, index) => index),
  );
});

it('is exactly one limit per subject for all processes', async () => {
  const token = await provider.token({ id: randomUUID() });
  expect(served(await callAll(100, newAddress, token))).toHaveLength(20);
});

it('goes on where another process stopped', async () => {
  const from = newAddress();
  await callAll(50, () => from);
  const late = await Api.start(provider, environment);
  const { status } = await late.call('/openapi.json', { headers: { 'x-forwarded-for': from } });
  expect(status).toBe(429);
  await late.close();
});

it('needed nothing but Redis for it', () => {
  for (const { log } of apis) {
    expect(JSON.stringify(log)).not.toContain('Redis is away');
  }
});
