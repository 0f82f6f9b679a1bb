import { randomInt } from 'node:crypto';
import getPort, { portNumbers } from 'get-port';

/**
 * Below every range from which systems take the ports of outgoing connections and of servers that
 * name none (Linux: 32768 to 60999), so that none of those takes the port before it is listened on.
 */
const first = 20_000;
/** More than a worker needs for one file of tests: no port is given out twice. */
const portsOfAWorker = 200;
const workers = 60;

/** A port that nothing listens on, for what has to be known before it listens or listens again. */
export function freePort(): Promise<number> {
  // Workers look at the same time: each has ports of its own. So does another run beside this one,
  // which therefore had better not begin with the same.
  const worker = Number(process.env.JEST_WORKER_ID) % workers;
  const start = first + worker * portsOfAWorker;
  const begin = start + randomInt(portsOfAWorker / 2);
  return getPort({ port: portNumbers(begin, start + portsOfAWorker - 1), reserve: true });
}
