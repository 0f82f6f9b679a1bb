import { idempotencyKey } from './tasks.service.js';

it('makes the same idempotency key for the same form and title', () => {
  expect(idempotencyKey('form', 'Water')).toBe(idempotencyKey('form', 'Water'));
});

it('makes another idempotency key for another title, and for another form', () => {
  const keys = [
    idempotencyKey('form', 'Water'),
    idempotencyKey('form', 'Water!'),
    idempotencyKey('other form', 'Water'),
  ];
  expect(new Set(keys).size).toBe(3);
});

it('makes an idempotency key that fits into a header, whatever the title', () => {
  expect(idempotencyKey('form', '水\r\nX: 1')).toMatch(/^[\w-]{43}$/);
});
