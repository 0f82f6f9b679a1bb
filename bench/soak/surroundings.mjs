import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chownSync, mkdirSync, readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { freePort } from '../support/program.mjs';

/** A database server of its own; `away` and `back` are a crash and its recovery. */
class Postgres {
  static unavailableShare = 0;
  static async start(folder) {
    const postgres = new Postgres();
    const versions = '/usr/lib/postgresql';
    const [version] = readdirSync(versions).toSorted((a, b) => Number(b) - Number(a));
    postgres.bin = join(versions, version, 'bin');
    postgres.folder = join(folder, 'postgres');
    mkdirSync(postgres.folder);
    if (userInfo().uid === 0) {
      const id = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
      chownSync(postgres.folder, id('-u'), id('-g'));
      chownSync(folder, id('-u'), id('-g'));
    }
    postgres.data = join(postgres.folder, 'data');
    postgres.#run('initdb', '-D', postgres.data, '-A', 'trust', '-U', 'postgres', '-N');
    const port = await freePort();
    appendFileSync(
      join(postgres.data, 'postgresql.conf'),
      `port = ${port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '${postgres.folder}'\n`,
    );
    postgres.variables = { DATABASE_URL: `postgres://postgres@127.0.0.1:${port}/postgres` };
    await postgres.back();
    return postgres;
  }

  /** It does not run as root. */
  #run(program, ...args) {
    const path = join(this.bin, program);
    const [command, all] =
      userInfo().uid === 0 ? ['runuser', ['-u', 'postgres', '--', path, ...args]] : [path, args];
    execFileSync(command, all, { cwd: this.folder, stdio: 'pipe' });
  }

  async away() {
    this.#run('pg_ctl', '-D', this.data, '-m', 'immediate', 'stop');
  }

  async back() {
    this.#run('pg_ctl', '-D', this.data, '-l', join(this.folder, 'log'), '-w', 'start');
  }

  stop() {
    return this.away();
  }
}

/** The embedded database; `away` holds its write lock, as a long backup or another program would. */
class Embedded {
  /**
   * Which share of the answers may be 503 at any time: processes share one write lock, and wait 250 ms for it.
   * On a disk that is busy with something else, that is not always enough.
   */
  static unavailableShare = 0.005;
  #lock;

  static async start(folder) {
    const embedded = new Embedded();
    embedded.folder = join(folder, 'data');
    embedded.variables = { DATA_DIR: embedded.folder };
    return embedded;
  }

  async away() {
    this.#lock = new Sqlite(join(this.folder, 'tasks.sqlite'), { timeout: 10_000 });
    this.#lock.exec('begin immediate');
  }

  async back() {
    this.#lock?.exec('rollback');
    this.#lock?.close();
    this.#lock = undefined;
  }

  stop() {
    return this.back();
  }
}

export const databases = { sqlite: Embedded, postgres: Postgres };

/** A Redis of its own, killed and started again, empty. */
export class Redis {
  #child;

  static async start() {
    const redis = new Redis();
    redis.port = await freePort();
    redis.variables = { REDIS_URL: `redis://127.0.0.1:${redis.port}` };
    await redis.back();
    return redis;
  }

  async away() {
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }

  async back() {
    const options = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', ''];
    this.#child = spawn('redis-server', options, { stdio: 'ignore' });
    await once(this.#child, 'spawn');
    await sleep(300);
  }

  stop() {
    return this.away();
  }
}
