import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './program.mjs';

const program = '/usr/sbin/pgbouncer';

/** A pooler in transaction mode in front of every database of a PostgreSQL server. */
export class PgBouncer {
  #process;
  #folder;
  #port;

  constructor(process, folder, port) {
    this.#process = process;
    this.#folder = folder;
    this.#port = port;
  }

  /** @param {string} serverUrl of a server that takes the password of the address */
  static async start(serverUrl) {
    const { hostname, port, username, password } = new URL(serverUrl);
    const own = await freePort();
    const folder = mkdtempSync(join(tmpdir(), 'tasks-api-bench-'));
    const file = join(folder, 'pgbouncer.ini');
    const users = join(folder, 'users.txt');
    writeFileSync(users, `"${username}" "${decodeURIComponent(password)}"\n`, { mode: 0o600 });
    writeFileSync(
      file,
      `[databases]
* = host=${hostname} port=${port || 5432}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = trust
auth_file = ${users}
pool_mode = transaction
`,
    );
    const account = ownAccount();
    if (account) {
      for (const path of [folder, file, users]) {
        chownSync(path, account.uid, account.gid);
      }
    }
    const child = spawn(program, ['--quiet', file], { stdio: 'ignore', ...account });
    const pooler = new PgBouncer(child, folder, own);
    await pooler.#whenListening();
    return pooler;
  }

  /** The address of a database through the pooler. */
  urlOf(databaseUrl) {
    const url = new URL(databaseUrl);
    url.hostname = '127.0.0.1';
    url.port = String(this.#port);
    return url.href;
  }

  async stop() {
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await exited;
    rmSync(this.#folder, { recursive: true });
  }

  async #whenListening() {
    for (;;) {
      if (this.#process.exitCode !== null) {
        throw new Error(`PgBouncer has ended with ${this.#process.exitCode}`);
      }
      const socket = connect({ host: '127.0.0.1', port: this.#port });
      try {
        await once(socket, 'connect');
        return;
      } catch {
        await delay(50);
      } finally {
        socket.destroy();
      }
    }
  }
}

/** PgBouncer does not run as root. */
function ownAccount() {
  if (userInfo().uid !== 0) {
    return undefined;
  }
  const id = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
