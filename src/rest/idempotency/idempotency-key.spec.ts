import { digestContent } from './idempotency-key.js';

const generated = { id: 'a', owner: 'b', created_at: 1, updated_at: 1, version: 1 };
const row = { ...generated, title: 'Pay the rent', description: null, status: 'open', due_at: 0 };

it('tells bodies apart by every column, also by one that was added later', () => {
  const bodies = [
    row,
    { ...row, title: 'Pay' },
    { ...row, due_at: 1 },
    { ...row, description: 'Pay the rent', title: null },
    { ...row, priority: 1 },
    { ...row, priority: 2 },
  ];
  expect(new Set(bodies.map(digestContent)).size).toBe(bodies.length);
});

it('does not tell bodies apart by what the server generates', () => {
  const other = { id: 'c', owner: 'd', created_at: 2, updated_at: 3, version: 4 };
  expect(digestContent({ ...row, ...other })).toBe(digestContent(row));
});

it('stays the same over releases, so that a retry across an update is still recognised', () => {
  expect(digestContent(row)).toBe(
    '822820d640a683552e0231c5b742c5fe7166622b31f2a9eeebd20a67db6c64f1',
  );
});
