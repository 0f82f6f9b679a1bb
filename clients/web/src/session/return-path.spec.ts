import { returnPathOf, safeReturnPath } from './return-path.js';

it.each(['/', '/tasks', '/tasks?cursor=a%2Fb&title=x', '/auth/token_details?a=1&b=//x'])(
  'returns to %s',
  (path) => expect(safeReturnPath(path)).toBe(path),
);

it.each([
  '/getAToken?code=a&state=b',
  '/auth/sign_in',
  '/auth/sign_in?return_to=/tasks',
  '/auth/edit_profile',
  '/auth/reset_password',
  '/auth/sign_out',
  '/tasks/../auth/sign_in',
  '/%74asks',
  '/nothing',
])('returns home instead of to %s', (path) => expect(safeReturnPath(path)).toBe('/'));

it.each([
  ['/tasks?cursor=x', '/tasks?cursor=x'],
  ['/auth/edit_profile?return_to=%2Ftasks%3Fcursor%3Dx', '/tasks?cursor=x'],
  ['/auth/edit_profile?return_to=%2F%2Fevil.example', '/'],
  ['/getAToken?code=a&state=b', '/'],
])('takes somebody at %s for being on %s', (url, path) => {
  expect(returnPathOf({ method: 'GET', url })).toBe(path);
});

it('keeps what was typed into a form', () => {
  const form = { method: 'POST', url: '/tasks', body: { title: 'Tea & 水', csrf: 'secret' } };
  expect(returnPathOf(form)).toBe('/tasks?title=Tea+%26+%E6%B0%B4');
});

it('keeps the key of a form', () => {
  const form = { method: 'POST', url: '/tasks', body: { title: 'Tea', key: 'k' } };
  expect(returnPathOf(form)).toBe('/tasks?title=Tea&key=k');
});

it('keeps a title of the longest kind', () => {
  const title = '水'.repeat(200);
  const body = { title, key: '00000000-0000-4000-8000-000000000000' };
  const path = returnPathOf({ method: 'POST', url: '/tasks', body });
  expect(new URL(path, 'http://localhost').searchParams.get('title')).toBe(title);
});

it.each([
  ['/tasks', { title: 'x'.repeat(3_000) }, '/tasks'],
  ['/tasks', { title: ['a', 'b'] }, '/tasks'],
  ['/tasks', undefined, '/tasks'],
  ['/auth/sign_out', { title: 'x' }, '/'],
])('of a form at %s without a title to keep it is the page alone', (url, body, path) => {
  expect(returnPathOf({ method: 'POST', url, body })).toBe(path);
});
