import autocannon from 'autocannon';
import { answerParent, readConfig } from './support/worker.mjs';
import { readTokens } from './support/tokens.mjs';

/**
 * The load, a process for itself.
 *
 * @typedef {object} Load
 * @property {string} url
 * @property {[number, number]} [people] whose tokens are sent, from the first up to before the second
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
async function run({ url, people = [0, 1], connections, seconds, amount, ...request }) {
  const { method = 'GET', body, headers } = request;
  const requests = fromWhereItStopped(tokens.slice(...people), sent.get(url)).map((token) => ({
    method,
    headers: {
      ...headers,
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }));
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
    },
  });
  awake.end();
  const failed = result.errors + result.timeouts + result.non2xx + result.resets;
  if (failed > 0) {
    throw new Error(`${failed} of ${result.requests.total} requests failed: ${url}`);
  }
  sent.set(url, (sent.get(url) ?? 0) + result['2xx']);
  return { requests: result['2xx'], seconds: result.duration };
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
