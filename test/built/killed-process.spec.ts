import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { TestProvider } from '../../src/auth/testing/index.js';
import { BuiltApi } from '../support/built-api.js';
import { audience, policyName, startProvider } from '../support/provider.js';
import { newTask } from '../support/task-body.js';

jest.setTimeout(60_000);

const connections = 32;

let provider: TestProvider;
let directory: string;

beforeAll(async () => {
  provider = await startProvider();
});
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tasks-api-killed-'));
});
afterEach(() => rmSync(directory, { recursive: true }));
afterAll(() => provider.close());

const start = () =>
  BuiltApi.start({
    TENANT_NAME: 'contoso',
    APP_CLIENT_ID: audience,
    AUTH_POLICY_NAME: policyName,
    AUTHORITY_HOST: provider.origin,
    DATA_DIR: directory,
    LOG_LEVEL: 'warn',
    RATE_LIMIT_PER_IP: 'off',
    RATE_LIMIT_PER_SUBJECT: 'off',
  });

it.each([100, 250])(
  'loses no task that was acknowledged when it is killed after %d of them',
  async (enough) => {
    const api = await start();
    await api.until('/health/ready', 200);
    const authorization = `Bearer ${await provider.token()}`;
    const acknowledged: string[] = [];
    let killed = false;
    /** One task after the other, as long as there are answers. */
    const addTasks = async () => {
      while (!killed) {
        const answer = await fetch(`${api.origin}/tasks`, {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/json' },
          body: JSON.stringify(newTask()),
        });
        expect(answer.status).toBe(201);
        acknowledged.push(((await answer.json()) as { id: string }).id);
        if (acknowledged.length >= enough && !killed) {
          killed = true;
          api.signal('SIGKILL');
        }
      }
    };
    const ends = await Promise.allSettled(Array.from({ length: connections }, addTasks));
    await api.exit();
    // It was in the middle of the others' requests.
    expect(ends.some(({ status }) => status === 'rejected')).toBe(true);
    const file = new Sqlite(join(directory, 'tasks.sqlite'));
    const stored = new Set(file.prepare('select id from task').pluck().all());
    const counted = file.prepare('select sum(items) from owner_usage where counted = ?').pluck();
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    // Whole transactions only: what the triggers count is what is there.
    expect(counted.get('tasks')).toBe(stored.size);
    expect(file.pragma('integrity_check', { simple: true })).toBe('ok');
    file.close();
    const again = await start();
    await again.until('/health/ready', 200);
    again.signal('SIGTERM');
    expect(await again.exit()).toBe(0);
  },
);
