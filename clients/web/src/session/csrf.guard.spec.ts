import { initiatorOf } from './csrf.guard.js';

const publicOrigin = 'https://tasks.contoso.com';

it.each([
  [{ origin: publicOrigin }, 'same-origin'],
  [{ origin: publicOrigin, 'sec-fetch-site': 'same-origin' }, 'same-origin'],
  [{ 'sec-fetch-site': 'same-origin' }, 'same-origin'],
  [{ origin: 'https://evil.example' }, 'cross-origin'],
  [{ origin: 'null' }, 'cross-origin'],
  [{ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }, 'cross-origin'],
  [{ origin: publicOrigin, 'sec-fetch-site': 'cross-site' }, 'cross-origin'],
  [{ 'sec-fetch-site': 'same-site' }, 'cross-origin'],
  [{ 'sec-fetch-site': 'cross-site' }, 'cross-origin'],
  [{ 'sec-fetch-site': 'none' }, 'unknown'],
  [{}, 'unknown'],
])('takes the initiator of a form with %j to be: %s', (headers, initiator) => {
  expect(initiatorOf(headers, publicOrigin)).toBe(initiator);
});
