import type { PendingRequest } from '../session/index.js';

/** As long as the provider keeps a code, and a person a sign-in page open. */
const longestMs = 30 * 60_000;

/** One for each browser tab that somebody may have a sign-in open in. */
const most = 5;

type Pending = readonly PendingRequest[];

/** With one more; the oldest are forgotten. */
export function addPending(pending: Pending = [], request: PendingRequest): Pending {
  return [...pending, request].slice(-most);
}

/** The request that a state belongs to, and the others: a state counts once. */
export function takePending(
  pending: Pending = [],
  state: string,
  now: number,
): { readonly found?: PendingRequest; readonly rest: Pending } {
  const found = pending.find((request) => request.state === state);
  const rest = pending.filter((request) => request !== found);
  return found && now - found.begunAt < longestMs ? { found, rest } : { rest };
}
