import { answerParent, readConfig } from './support/worker.mjs';

/**
 * One of the servers, a process for itself. A server is a module with a function `start`.
 *
 * @typedef {object} RunningServer
 * @property {number} port on 127.0.0.1
 * @property {() => { hits: number, misses: number }} [rememberedTokens]
 */

const config = readConfig();
const { start } = await import(`./servers/${config.server}.mjs`);
/** @type {RunningServer} */
const { port, rememberedTokens } = await start(config);

answerParent(
  { origin: `http://127.0.0.1:${port}` },
  {
    usage: () => ({ cpu: process.cpuUsage(), at: performance.now() }),
    rememberedTokens: () => rememberedTokens(),
    memory: () => {
      globalThis.gc();
      const { rss, heapUsed } = process.memoryUsage();
      return { rss, heapUsed };
    },
  },
);
