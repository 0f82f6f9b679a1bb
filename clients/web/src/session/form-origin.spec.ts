import { formOrigin } from './form-origin.js';

const ours = 'https://tasks.contoso.com';

it.each([
  [{ origin: ours }, 'here'],
  [{ origin: ours, 'sec-fetch-site': 'same-origin' }, 'here'],
  [{ 'sec-fetch-site': 'same-origin' }, 'here'],
  [{ origin: 'https://evil.example' }, 'elsewhere'],
  [{ origin: 'null' }, 'elsewhere'],
  [{ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }, 'elsewhere'],
  [{ origin: ours, 'sec-fetch-site': 'cross-site' }, 'elsewhere'],
  [{ 'sec-fetch-site': 'same-site' }, 'elsewhere'],
  [{ 'sec-fetch-site': 'cross-site' }, 'elsewhere'],
  [{ 'sec-fetch-site': 'none' }, 'unsaid'],
  [{}, 'unsaid'],
])('takes a form with %j to come from: %s', (headers, from) => {
  expect(formOrigin(headers, ours)).toBe(from);
});
