import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultClientIds, startEmulator } from '../../emulator/dist/index.js';
import { ApiProcess } from './api-process.mjs';
import { Caller } from './caller.mjs';
import { events } from './events.mjs';
import { freePort } from '../support/program.mjs';
import { databases, Redis } from './surroundings.mjs';

const callerCount = 8;
const sampleMs = 1_000;
/** From the start of one event to the start of the next. */
const turnMs = 8_500;

/**
 * Runs two processes of the API on one database and one Redis, with callers on both, while one thing after the
 * other breaks. The first process is never ended, so that what it keeps would show.
 *
 * @param {keyof typeof databases} kind
 * @param {number} minutes
 * @param {(line: string) => void} log
 */
export async function soak(kind, minutes, log) {
  const folder = mkdtempSync(join(tmpdir(), 'soak-'));
  const provider = await startEmulator({ httpPort: await freePort() });
  const database = await databases[kind].start(folder);
  const redis = await Redis.start();
  const environment = {
    ...database.variables,
    ...redis.variables,
    TENANT_NAME: 'contoso',
    APP_CLIENT_ID: defaultClientIds.api,
    AUTH_POLICY_NAME: 'B2C_1_signupsignin',
    AUTHORITY_HOST: provider.httpOrigin,
    // Counted in Redis, and never reached.
    RATE_LIMIT_PER_IP: '1000000/60',
    RATE_LIMIT_PER_SUBJECT: '1000000/60',
  };
  const processes = await Promise.all(
    ['steady', 'restarted'].map(async (name) => {
      const ports = { port: await freePort(), metricsPort: await freePort() };
      return new ApiProcess(name, { ...ports, environment, logFile: join(folder, `${name}.log`) });
    }),
  );
  const [steady, victim] = processes;
  const stop = async () => {
    await Promise.all(processes.map((process) => process.end('SIGTERM')));
    await redis.stop();
    await database.stop();
    await provider.close();
  };
  for (const process of processes) {
    process.start();
    await process.untilReady().catch(async (error) => {
      await stop();
      throw error;
    });
  }

  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  /** What happens now, and until when it explains answers. */
  let current = { name: 'start', callersMeet: [] };
  const timeline = [];
  const unexplained = [];
  const counts = { answers: 0, unavailable: 0, broken: 0, lockWaits: 0 };
  const run = { over: false };

  const note = ({ status, origin, path, method }) => {
    counts.answers++;
    counts.unavailable += Number(status === 503);
    counts.broken += Number(status === 0);
    current.statuses?.set(status, (current.statuses.get(status) ?? 0) + 1);
    const isExpected = status !== 0 && (status < 500 ? ![401, 403, 429].includes(status) : false);
    if (isExpected) {
      return;
    }
    current.lastFailure = seconds();
    if (current.callersMeet.includes(status)) {
      return;
    }
    if (status === 503 && databases[kind].unavailableShare > 0) {
      counts.lockWaits++;
    } else {
      const route = path.replace(/[0-9a-f-]{36}/, ':id').replace(/\?.*/, '');
      unexplained.push(
        `${seconds().toFixed(1)} s, ${current.name}: ${method} ${route} ${status} at ${origin}`,
      );
    }
  };

  let tokens = [];
  const renewTokens = async () => {
    tokens = await Promise.all(
      Array.from({ length: callerCount }, (_, number) => {
        const oid = `00000000-0000-4000-8000-00000000000${number}`;
        return provider.issueTestToken({ claims: { oid, sub: oid } });
      }),
    );
  };
  await renewTokens();
  const callers = tokens.map(
    (_, number) =>
      new Caller({
        token: () => Promise.resolve(tokens[number]),
        origin: () => processes[Math.floor(Math.random() * processes.length)].origin,
        note,
        isOver: () => run.over,
      }),
  );
  const traffic = Promise.all(callers.map((caller) => caller.run()));
  traffic.catch(() => undefined);

  const samples = [];
  const sampling = (async () => {
    let before = { ...counts, at: seconds() };
    while (!run.over) {
      await sleep(sampleMs);
      const figures = await Promise.all(processes.map((process) => process.sample()));
      const now = { ...counts, at: seconds() };
      const rate = (name) => (now[name] - before[name]) / (now.at - before.at);
      samples.push({
        at: now.at,
        event: current.name,
        answers: rate('answers'),
        unavailable: rate('unavailable'),
        broken: rate('broken'),
        steady: figures[0],
        restarted: figures[1],
      });
      before = now;
    }
  })();

  const scene = { provider, database, redis, victim, renewTokens };
  const turns = Math.max(events.length, Math.floor((minutes * 60_000) / turnMs));
  try {
    for (let turn = 0; turn < turns; turn++) {
      const event = events[turn % events.length];
      const began = performance.now();
      current = { ...event, statuses: new Map(), from: seconds() };
      timeline.push(current);
      await event.run(scene);
      current.restored = seconds();
      await Promise.all(processes.map((process) => process.untilReady()));
      current.ready = seconds();
      await sleep(1_000);
      log(describe(current));
      current = { name: `after ${event.name}`, callersMeet: [] };
      await sleep(Math.max(500, turnMs - (performance.now() - began)));
      if (steady.ended) {
        throw new Error('the steady process has ended by itself');
      }
    }
    run.over = true;
    await traffic;
    await Promise.all(callers.map((caller) => caller.verify()));
  } finally {
    run.over = true;
    await sampling;
    await stop();
  }
  const result = {
    kind,
    timeline,
    samples,
    unexplained,
    answers: counts.answers,
    lockWaits: counts.lockWaits,
    tooManyLockWaits: counts.lockWaits > counts.answers * databases[kind].unavailableShare,
    tasks: callers.reduce((sum, { size }) => sum + size, 0),
    lost: callers.flatMap(({ lost }) => lost),
  };
  if (unexplained.length === 0 && result.lost.length === 0) {
    rmSync(folder, { recursive: true });
  } else {
    log(`logs of the processes: ${folder}`);
  }
  return result;
}

/** What callers met during an event, in one line. */
export function describe({ name, from, restored, ready, lastFailure, statuses }) {
  const failures = [...statuses]
    .filter(([status]) => status === 0 || status >= 500)
    .map(([status, count]) => `${count} × ${status === 0 ? 'connection broken' : status}`);
  const after =
    lastFailure === undefined
      ? ''
      : `, the last ${(lastFailure - restored).toFixed(1)} s after it was over`;
  const answered = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  return `${from.toFixed(0).padStart(4)} s  ${name.padEnd(18)} ${(restored - from).toFixed(1)} s, all ready ${(ready - restored).toFixed(1)} s later; ${answered} answers: ${failures.join(', ') || 'no failure'}${after}`;
}
