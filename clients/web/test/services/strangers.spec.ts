import { demoUser, type Emulator } from 'azure-ad-b2c-emulator';
import { Redis } from 'ioredis';
import { freePort, Visitor } from 'test-support';
import { ClientProcess } from '../support/client-process.js';
import { startB2cEmulator } from '../support/full-stack.js';
import { environmentOf } from '../support/web-client.js';

jest.setTimeout(600_000);

const strangers = 10_000;
const atOnce = 100;

it.each([
  ['in memory', {}],
  ['in Redis', { REDIS_URL: process.env['TEST_REDIS_URL'] ?? '' }],
])(
  'lets a person return who is at the provider while 10,000 strangers start a sign-in: sessions %s',
  async (_name, variables) => {
    const port = await freePort();
    const emulator: Emulator = await startB2cEmulator(port);
    const authorityHost = emulator.httpOrigin;
    const client = await ClientProcess.start({
      ...environmentOf({ authorityHost, endpoint: `${authorityHost}/`, port }),
      ...variables,
    });
    const redis = new Redis(process.env['TEST_REDIS_URL'] ?? '');
    const visitor = new Visitor();
    const form = await visitor.open(`${client.origin}/auth/sign_in?return_to=/auth/token_details`);

    const keysBefore = await redis.dbsize();
    for (let started = 0; started < strangers; started += atOnce) {
      const statuses = await Promise.all(
        Array.from({ length: atOnce }, async () => {
          const response = await fetch(`${client.origin}/auth/sign_in`, { redirect: 'manual' });
          await response.arrayBuffer();
          return response.status;
        }),
      );
      expect(new Set(statuses)).toEqual(new Set([303]));
    }
    expect(await redis.dbsize()).toBeLessThanOrEqual(keysBefore);

    const page = await visitor.submit(form, 'sign-in', { ...demoUser });
    expect([page.status, page.url.pathname]).toEqual([200, '/auth/token_details']);
    await redis.quit();
    await client.stop();
    await emulator.close();
  },
);
