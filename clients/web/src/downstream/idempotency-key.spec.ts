import { idempotencyKeyOf } from './idempotency-key.js';

it('stays the same for the same form and title', () => {
  expect(idempotencyKeyOf('form', 'Water')).toBe(idempotencyKeyOf('form', 'Water'));
});

it('is another one for another title, and for another form', () => {
  const keys = [
    idempotencyKeyOf('form', 'Water'),
    idempotencyKeyOf('form', 'Water!'),
    idempotencyKeyOf('other form', 'Water'),
  ];
  expect(new Set(keys).size).toBe(3);
});

it('is something that fits into a header, whatever the title', () => {
  expect(idempotencyKeyOf('form', '水\r\nX: 1')).toMatch(/^[\w-]{43}$/);
});
