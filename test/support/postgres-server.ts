import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chownSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from 'test-support';

const versions = '/usr/lib/postgresql';
const [version = ''] = readdirSync(versions).toSorted((a, b) => Number(b) - Number(a));
const bin = join(versions, version, 'bin');

/** PostgreSQL and its pooler do not run as root. */
const account = userInfo().uid === 0 ? 'postgres' : userInfo().username;

/** Runs a program as the account of PostgreSQL. */
export function runAsPostgres(program: string, args: readonly string[]): string {
  const direct = account === userInfo().username;
  const [command, all] = direct
    ? [program, args]
    : ['runuser', ['-u', account, '--', program, ...args]];
  return execFileSync(command, [...all], { cwd: tmpdir(), encoding: 'utf8', stdio: 'pipe' });
}

/** A folder that the account of PostgreSQL owns. */
export function makePostgresFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  if (account !== userInfo().username) {
    const id = (flag: string) => Number(execFileSync('id', [flag, account], { encoding: 'utf8' }));
    chownSync(folder, id('-u'), id('-g'));
  }
  return folder;
}

/** A PostgreSQL server of a test, with a data folder of its own. */
export class PostgresServer {
  private constructor(
    readonly folder: string,
    readonly port: number,
  ) {}

  get data(): string {
    return join(this.folder, 'data');
  }

  get url(): string {
    return `postgres://postgres@127.0.0.1:${this.port}/postgres`;
  }

  /** @param settings lines of postgresql.conf */
  static async start(settings: readonly string[] = []): Promise<PostgresServer> {
    const server = new PostgresServer(makePostgresFolder(), await freePort());
    runAsPostgres(join(bin, 'initdb'), ['-D', server.data, '-A', 'trust', '-U', 'postgres', '-N']);
    server.configure(settings);
    server.resume();
    return server;
  }

  /** A standby of another server, by streaming replication. */
  static async startStandby(primary: PostgresServer): Promise<PostgresServer> {
    const standby = new PostgresServer(makePostgresFolder(), await freePort());
    const from = ['-h', '127.0.0.1', '-p', String(primary.port), '-U', 'postgres'];
    runAsPostgres(join(bin, 'pg_basebackup'), [...from, '-D', standby.data, '-R', '-c', 'fast']);
    standby.configure([]);
    standby.resume();
    return standby;
  }

  configure(settings: readonly string[]): void {
    const own = [`port = ${this.port}`, `unix_socket_directories = '${this.folder}'`];
    appendFileSync(join(this.data, 'postgresql.conf'), ['', ...own, ...settings, ''].join('\n'));
  }

  resume(): void {
    const log = join(this.folder, 'log');
    runAsPostgres(join(bin, 'pg_ctl'), ['-D', this.data, '-l', log, '-w', 'start']);
  }

  /** Takes up changed settings. */
  reload(): void {
    runAsPostgres(join(bin, 'pg_ctl'), ['-D', this.data, 'reload']);
  }

  promote(): void {
    runAsPostgres(join(bin, 'pg_ctl'), ['-D', this.data, '-w', 'promote']);
  }

  /** Ends it at once, as when its machine fails. */
  kill(): void {
    runAsPostgres(join(bin, 'pg_ctl'), ['-D', this.data, '-m', 'immediate', 'stop']);
  }

  remove(): void {
    try {
      this.kill();
    } catch {
      // It was ended by the test.
    }
    rmSync(this.folder, { recursive: true });
  }
}

/** PgBouncer in front of a server, in transaction mode and with its own defaults otherwise. */
export class PgBouncer {
  private constructor(
    readonly folder: string,
    readonly url: string,
  ) {}

  static async start(server: PostgresServer): Promise<PgBouncer> {
    const folder = makePostgresFolder();
    const port = await freePort();
    const file = join(folder, 'pgbouncer.ini');
    writeFileSync(join(folder, 'users.txt'), '"postgres" ""\n');
    writeFileSync(
      file,
      `[databases]
postgres = host=127.0.0.1 port=${server.port} dbname=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${join(folder, 'users.txt')}
pool_mode = transaction
logfile = ${join(folder, 'log')}
pidfile = ${join(folder, 'pid')}
`,
    );
    runAsPostgres('/usr/sbin/pgbouncer', ['-d', file]);
    return new PgBouncer(folder, `postgres://postgres@127.0.0.1:${port}/postgres`);
  }

  remove(): void {
    const pid = execFileSync('cat', [join(this.folder, 'pid')], { encoding: 'utf8' });
    process.kill(Number(pid), 'SIGINT');
    rmSync(this.folder, { recursive: true });
  }
}
