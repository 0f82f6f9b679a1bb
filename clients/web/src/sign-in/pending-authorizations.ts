import type { PendingAuthorization } from '../session/index.js';

/** As long as the provider keeps a code, and a person a sign-in page open. */
const lifetimeMs = 30 * 60_000;

/** One for each browser tab that may have a sign-in open. */
const maxPending = 5;

type Pending = readonly PendingAuthorization[];

/** Adds one; above the bound the oldest are dropped. */
export function addPending(pending: Pending = [], request: PendingAuthorization): Pending {
  return [...pending, request].slice(-maxPending);
}

/** The pending authorization of a state, and all others: a state can be used once. */
export function takePending(
  pending: Pending = [],
  state: string,
  now: number,
): { readonly found?: PendingAuthorization; readonly rest: Pending } {
  const found = pending.find((request) => request.state === state);
  const rest = pending.filter((request) => request !== found);
  return found && now - found.startedAt < lifetimeMs ? { found, rest } : { rest };
}
