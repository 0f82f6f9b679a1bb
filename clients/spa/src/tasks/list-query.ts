import type { Task, TaskQuery } from '../api/index.js';

/** Which tasks are listed, in which order. The API filters by status and sorts, the page searches. */
export interface ListQuery {
  readonly status?: Task['status'] | undefined;
  readonly sort: NonNullable<TaskQuery['sort']>;
  /** Searched in title and description, whatever the case; empty: no search. */
  readonly search: string;
}

/** The order of the select, and its labels. */
export const sortLabels: Readonly<Record<ListQuery['sort'], string>> = {
  '-createdAt': 'newest first',
  createdAt: 'oldest first',
  dueAt: 'due soonest',
  '-dueAt': 'due latest',
};

const statuses: readonly Task['status'][] = ['open', 'in_progress', 'done'];

/** The list without any query in the address. */
export const defaultQuery: ListQuery = { sort: '-createdAt', search: '' };

/** Reads `?q=…&status=…&sort=…`; anything else is ignored, also values that do not exist. */
export function queryOfAddress(address: string): ListQuery {
  const parameters = new URLSearchParams(address);
  const sort = Object.keys(sortLabels).find((one) => one === parameters.get('sort'));
  return {
    status: statuses.find((one) => one === parameters.get('status')),
    sort: (sort as ListQuery['sort'] | undefined) ?? defaultQuery.sort,
    search: parameters.get('q') ?? '',
  };
}

/** The opposite of {@link queryOfAddress}; empty for the default query. */
export function addressOfQuery({ status, sort, search }: ListQuery): string {
  const parameters = new URLSearchParams({
    ...(search.trim() && { q: search }),
    ...(status && { status }),
    ...(sort !== defaultQuery.sort && { sort }),
  });
  return parameters.size === 0 ? '' : `?${parameters}`;
}

/** Whether a task belongs in the list that was asked for. */
export function matchesQuery(task: Task, { status, search }: ListQuery): boolean {
  if (status !== undefined && task.status !== status) {
    return false;
  }
  const text = folded(`${task.title}\n${task.description ?? ''}`);
  return folded(search)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Without case and accents: "Cafe" finds "Café". */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .trim();
