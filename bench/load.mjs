import { readFileSync } from 'node:fs';
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
  byHand,
  connections,
  seconds,
  amount,
  ...request
}) {
  const { method = 'GET', body, headers } = request;
  const path = new URL(url).pathname;
  const recipients = targets
    ? readTargets(targets)
    : between(...people).map((person) => ({ person }));
  const requests = fromWhereItStopped(recipients, sent.get(url)).map(({ person, id }) => ({
    method,
    path: id === undefined ? path : `${path}/${id}`,
    headers: {
      ...headers,
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

answerParent(undefined, { run });
