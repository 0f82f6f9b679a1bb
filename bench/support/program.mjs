import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** How often it is asked whether it answers yet, in milliseconds. */
const interval = 1;

/**
 * Runs a program as it is run in production, until it answers.
 *
 * @param {string} file
 * @param {{ core?: number, environment: Record<string, string> }} options
 * @returns {Promise<number>} milliseconds from its start to the first 200 of `/health/live`
 */
export async function timeToFirstAnswer(file, { core, environment }) {
  const port = await freePort();
  const node = [process.execPath, file];
  const [command, ...rest] =
    core === undefined ? node : ['taskset', '--cpu-list', String(core), ...node];
  const began = performance.now();
  const child = spawn(command, rest, {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', PORT: String(port), ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(child, 'exit');
  while ((await status(port)) !== 200) {
    if (child.exitCode !== null) {
      throw new Error(`${file} ended with ${child.exitCode}`);
    }
    await delay(interval);
  }
  const took = performance.now() - began;
  child.kill('SIGTERM');
  await exited;
  return took;
}

async function status(port) {
  const call = request({ port, host: '127.0.0.1', path: '/health/live', agent: false }).end();
  try {
    const [response] = await once(call, 'response');
    response.resume();
    return response.statusCode;
  } catch {
    return undefined;
  }
}

/** A port that nobody listens on now. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
