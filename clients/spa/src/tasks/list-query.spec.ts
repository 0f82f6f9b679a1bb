import type { Task } from '../api/index.js';
import { addressOfQuery, defaultQuery, matchesQuery, queryOfAddress } from './list-query.js';

it.each(['', '?q=pay+rent', '?status=done', '?sort=dueAt', '?q=a%26b&status=open&sort=-dueAt'])(
  'keeps a query in the address: “%s”',
  (address) => {
    expect(addressOfQuery(queryOfAddress(address))).toBe(address);
  },
);

it('ignores what the address cannot mean', () => {
  expect(queryOfAddress('?status=lost&sort=title&limit=5')).toEqual({
    ...defaultQuery,
    status: undefined,
  });
});

describe('a search', () => {
  const task = { title: 'Café with Ada', description: 'Straße 5', status: 'open' } as Task;
  const finds = (search: string) => matchesQuery(task, { ...defaultQuery, search });

  it.each(['', '  ', 'CAFE', 'ada café', 'with 5'])('finds “%s”', (search) => {
    expect(finds(search)).toBe(true);
  });

  it.each(['tea', 'ada tea'])('does not find “%s”', (search) => {
    expect(finds(search)).toBe(false);
  });
});

it('lets only tasks of the status through', () => {
  const task = { title: 'A', description: null, status: 'done' } as Task;
  expect(matchesQuery(task, { ...defaultQuery, status: 'done' })).toBe(true);
  expect(matchesQuery(task, { ...defaultQuery, status: 'open' })).toBe(false);
});
