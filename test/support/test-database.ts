import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** A database that nobody else uses, and the variables that make the API use it. */
export interface TestDatabase {
  readonly environment: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/**
 * An embedded database in a folder of its own, or, with `TEST_DATABASE_URL`, a database of its own
 * on that PostgreSQL server.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env['TEST_DATABASE_URL'];
  return server === undefined ? embedded() : postgres(server);
}

function embedded(): TestDatabase {
  const directory = mkdtempSync(join(tmpdir(), 'tasks-api-'));
  return {
    environment: { DATA_DIR: directory },
    remove: () => Promise.resolve(rmSync(directory, { recursive: true })),
  };
}

async function postgres(server: string): Promise<TestDatabase> {
  const name = `tasks_${randomUUID().replaceAll('-', '')}`;
  await administer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = name;
  return {
    environment: { DATABASE_URL: url.href },
    remove: () => administer(server, `drop database ${name} with (force)`),
  };
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
