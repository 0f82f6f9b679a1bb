import { retryPathOf, returnPathOf, safeReturnPath } from './return-path.js';

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
])('takes a request for %s to come from %s', (url, path) => {
  expect(returnPathOf({ method: 'GET', url })).toBe(path);
});

it.each([
  ['/tasks', '/tasks'],
  ['/auth/sign_out', '/'],
])('takes a form sent to %s to come from %s', (url, path) => {
  expect(returnPathOf({ method: 'POST', url })).toBe(path);
});

it.each([
  ['GET', '/', '/'],
  ['GET', '/tasks?cursor=x', '/tasks?cursor=x'],
  ['GET', '/auth/sign_in?return_to=%2Ftasks', '/auth/sign_in?return_to=%2Ftasks'],
  ['GET', '/getAToken?code=secret&state=x', undefined],
  ['GET', '/auth/sign_out', undefined],
  ['POST', '/tasks', '/tasks'],
  ['POST', '/auth/sign_out', undefined],
])('sends a failed %s %s again to %s', (method, url, path) => {
  expect(retryPathOf({ method, url })).toBe(path);
});
