import { setTimeout as sleep } from 'node:timers/promises';

/** How long something is away, in milliseconds. */
const outageMs = 4_000;

/**
 * What happens by turns. `callersMeet` are the answers that an event explains, from its start until a second
 * after everything is ready again: nothing else than 2xx is allowed at any other time.
 *
 * @typedef {object} Event
 * @property {string} name
 * @property {readonly number[]} callersMeet statuses; 0 is a connection that broke
 * @property {(scene: import('./soak.mjs').Scene) => Promise<void>} run
 */

/** @type {readonly Event[]} */
export const events = [
  { name: 'calm', callersMeet: [], run: () => sleep(outageMs) },
  {
    name: 'keys rotated',
    callersMeet: [],
    async run({ provider, renewTokens }) {
      const { kid } = provider.keys().find(({ state }) => state === 'signing');
      await provider.rotateKeys();
      await renewTokens();
      // Requests with the old tokens have been answered by then.
      await sleep(2_000);
      await provider.withdrawKey(kid);
      await sleep(outageMs - 2_000);
    },
  },
  {
    name: 'provider away',
    callersMeet: [],
    async run({ provider }) {
      provider.setBehaviour({ down: true });
      await sleep(outageMs);
      provider.setBehaviour({ down: false });
    },
  },
  {
    name: 'database away',
    callersMeet: [503],
    async run({ database }) {
      await database.away();
      await sleep(outageMs);
      await database.back();
    },
  },
  {
    name: 'Redis away',
    callersMeet: [],
    async run({ redis }) {
      await redis.away();
      await sleep(outageMs);
      await redis.back();
    },
  },
  {
    name: 'kill -9',
    callersMeet: [0],
    async run({ victim }) {
      await victim.end('SIGKILL');
      await sleep(outageMs / 2);
      victim.start();
    },
  },
  {
    name: 'SIGTERM and start',
    // A client may send on a connection that is just being closed.
    callersMeet: [0],
    async run({ victim }) {
      const status = await victim.end('SIGTERM');
      if (status !== 0) {
        throw new Error(`${victim.name} ended with ${status} on SIGTERM`);
      }
      victim.start();
    },
  },
];
