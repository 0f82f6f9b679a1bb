import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import autocannon from 'autocannon';
import { ownerOf } from './support/provider.mjs';
import { answerParent, readConfig } from './support/worker.mjs';
import { readTokens } from './support/tokens.mjs';

/**
 * The load, a process for itself.
 *
 * @typedef {object} Load
 * @property {string} url
 * @property {[number, number]} [people] whose tokens are sent, from the first up to before the second
 * @property {string} [targets] a file with a line for each request, `PERSON ID`: the id is added to the
 *   path, and the token is that person's
 * @property {[number, number]} [addresses] that the requests come from, as a proxy says, instead of people
 * @property {boolean} [byHand] sends the owner in a header instead of a token
 * @property {number} connections
 * @property {number} [seconds]
 * @property {number} [amount] of requests in all, instead of a time
 * @property {string} [method]
 * @property {unknown} [body] sent as JSON
 * @property {Record<string, string>} [headers] besides the token
 */

const tokens = readTokens(readConfig().tokensFile);

/** How many requests each address has had. */
const sent = new Map();

/** @param {Load} load */
async function run({
  url,
  people = [0, 1],
  targets,
  addresses,
  byHand,
  connections,
  seconds,
  amount,
  ...request
}) {
  const { method = 'GET', body, headers } = request;
  const path = new URL(url).pathname;
  const recipients = recipientsOf({ people, targets, addresses });
  const start = addresses ? 0 : sent.get(url);
  const requests = fromWhereItStopped(recipients, start).map(({ person, id, address }) => ({
    method,
    path: id === undefined ? path : `${path}/${id}`,
    headers: {
      ...headers,
      ...(address === undefined ? {} : { 'x-forwarded-for': address }),
      ...(byHand ? { 'x-owner': ownerOf(person) } : { authorization: `Bearer ${tokens[person]}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }));
  const latencies = [];
  let connected = 0;
  const awake = stayAwake();
  const result = await autocannon({
    url,
    connections,
    ...(amount === undefined ? { duration: seconds } : { amount }),
    // Each connection gets a share of its own: started on the same list, all of them would send
    // the same token at about the same time, and none but the first would ever be new.
    setupClient: (client) => {
      const share = connected++;
      const own = requests.filter((_, index) => index % connections === share);
      client.setRequests(own.length > 0 ? own : [{ ...requests[share % requests.length] }]);
      client.on('response', (_status, _bytes, milliseconds) => latencies.push(milliseconds));
    },
  });
  awake.end();
  const failed = result.errors + result.timeouts + result.non2xx + result.resets;
  if (failed > 0) {
    throw new Error(`${failed} of ${result.requests.total} requests failed: ${url}`);
  }
  sent.set(url, (sent.get(url) ?? 0) + result['2xx']);
  const sorted = latencies.toSorted((a, b) => a - b);
  const quantile = (share) => sorted[Math.floor((sorted.length - 1) * share)] * 1000;
  return {
    requests: result['2xx'],
    seconds: result.duration,
    p50: quantile(0.5),
    p99: quantile(0.99),
  };
}

function recipientsOf({ people, targets, addresses }) {
  if (addresses) {
    return between(...addresses).map((number) => ({ person: 0, address: addressOf(number) }));
  }
  return targets ? readTargets(targets) : between(...people).map((person) => ({ person }));
}

function addressOf(number) {
  return `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`;
}

function between(first, last) {
  return Array.from({ length: last - first }, (_, index) => first + index);
}

function readTargets(file) {
  return readFileSync(file, 'latin1')
    .split('\n')
    .map((line) => line.split(' '))
    .map(([person, id]) => ({ person: Number(person), id }));
}

/**
 * Keeps this process looking for answers instead of sleeping until one comes. Waking a process on
 * another core is work for whoever sent the answer, the more the longer the sleeper has slept: a
 * server would be charged for being slow.
 */
function stayAwake() {
  let ended = false;
  const look = () => {
    if (!ended) {
      setImmediate(look);
    }
  };
  look();
  return { end: () => (ended = true) };
}

/** A token comes again only after all the others, also from one run to the next. */
function fromWhereItStopped(list, count = 0) {
  const start = count % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}

/** Connections that {@link hold} has opened and the server has not closed. */
const held = new Set();

/** Opens connections one after the other, and keeps them after the answer to one request each. */
async function hold({ url, count }) {
  const { hostname, port, pathname } = new URL(url);
  for (let opened = 0; opened < count; opened++) {
    const socket = connect({ host: hostname, port: Number(port) });
    held.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => held.delete(socket));
    socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
    // One that the server refuses is reset.
    await Promise.race([once(socket, 'data'), once(socket, 'close')]).catch(() => undefined);
  }
  return { open: held.size };
}

function release() {
  for (const socket of held) {
    socket.destroy();
  }
}

answerParent(undefined, { run, hold, release });
