/**
 * What one round of load has shown.
 *
 * @typedef {object} Throughput
 * @property {number} perSecond requests answered
 * @property {number} cpu microseconds of the server's processor time per request
 * @property {number} busy the share of its core that the server used; well under 1, the load was the brake
 * @property {number} latency microseconds from request to answer, with one connection
 * @property {number} requests answered
 * @property {number} p50 microseconds until half of the requests were answered
 * @property {number} p99 microseconds until 99 of 100 were answered
 */

/** How many connections the API keeps open. */
const maxConnections = 10_000;

/** A server in a process and on a core of its own, and the load on it. */
export class MeasuredServer {
  #child;
  #load;
  #remembered = { hits: 0, misses: 0 };

  constructor(child, load, origin) {
    this.#child = child;
    this.#load = load;
    this.origin = origin;
  }

  /**
   * @param {import('../bench.mjs').Bench} bench
   * @param {object} config `server` names the module
   * @param {string[]} [nodeArguments]
   */
  static async start(bench, config, nodeArguments = []) {
    const { child, ready } = await bench.startChild('serve.mjs', config, 'server', [
      '--expose-gc',
      ...nodeArguments,
    ]);
    return new MeasuredServer(child, bench.load, ready.origin);
  }

  /**
   * @param {Omit<import('../load.mjs').Load, 'url'> & { path: string }} load
   * @returns {Promise<Throughput>}
   */
  async measure({ path, ...load }) {
    const before = await this.#child.ask('usage');
    const { requests, seconds, p50, p99 } = await this.#load.ask('run', {
      url: this.origin + path,
      ...load,
    });
    const after = await this.#child.ask('usage');
    const cpu = after.cpu.user + after.cpu.system - before.cpu.user - before.cpu.system;
    return {
      perSecond: requests / seconds,
      cpu: cpu / requests,
      busy: cpu / 1000 / (after.at - before.at),
      latency: (seconds * 1e6) / requests,
      requests,
      p50,
      p99,
    };
  }

  /** The share of the requests since it was last asked whose token came from memory. */
  async remembered() {
    const before = this.#remembered;
    this.#remembered = await this.#child.ask('rememberedTokens');
    const hits = this.#remembered.hits - before.hits;
    return hits / Math.max(1, hits + this.#remembered.misses - before.misses);
  }

  /** Bytes, after a collection of garbage. */
  memory() {
    return this.#child.ask('memory');
  }

  /**
   * Opens connections that stay open after one answer each.
   *
   * @throws {Error} when the server keeps more than it says
   */
  async holdConnections(path, count) {
    const { open } = await this.#load.ask('hold', { url: this.origin + path, count });
    if (open > maxConnections) {
      throw new Error(`${open} connections are open`);
    }
  }

  /** An answer to one request, with its body read. */
  async call(path, { token, method = 'GET', body, headers } = {}) {
    const response = await fetch(this.origin + path, {
      method,
      headers: {
        ...headers,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.text() };
  }

  /** Fails unless a path wants a token, takes a good one and refuses wrong ones. */
  async checkProtection(path, token, wrongTokens) {
    await this.checkAnswer(path, { token }, 200);
    for (const wrong of [undefined, ...Object.values(wrongTokens)]) {
      await this.checkAnswer(path, { token: wrong }, 401);
    }
  }

  /** Fails unless a call is answered with a status; returns the body. */
  async checkAnswer(path, call, expected) {
    const { status, body } = await this.call(path, call);
    if (status !== expected) {
      throw new Error(`${path} answers ${status}: ${body}`);
    }
    return body;
  }

  stop() {
    return this.#child.stop();
  }
}

/** So high that they never bite: the counting is what costs. */
export const unreachableLimits = {
  RATE_LIMIT_PER_IP: '1000000/1',
  RATE_LIMIT_PER_SUBJECT: '1000000/1',
};
