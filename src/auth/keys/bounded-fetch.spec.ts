import { describeFetchError } from './bounded-fetch.js';

const refused = (address: string) =>
  Object.assign(new Error(`connect ECONNREFUSED ${address}`), { code: 'ECONNREFUSED' });

it('names the reason for every address of a host', () => {
  const all = new AggregateError([refused('127.0.0.1:1'), refused('::1:1')]);
  expect(describeFetchError(new TypeError('fetch failed', { cause: all }))).toBe(
    'connect ECONNREFUSED 127.0.0.1:1; connect ECONNREFUSED ::1:1',
  );
});

it('names a reason that has a code and no message', () => {
  const cause = Object.assign(new AggregateError([]), { code: 'ETIMEDOUT' });
  expect(describeFetchError(new TypeError('fetch failed', { cause }))).toBe('ETIMEDOUT');
});

it('says what a proxy answered', () => {
  const cause = new Error('Proxy response (407) !== 200 when HTTP Tunneling');
  expect(describeFetchError(new TypeError('fetch failed', { cause }))).toBe(
    'the proxy answered 407',
  );
});

it('never says nothing', () => {
  expect(describeFetchError(new TypeError(''))).toBe('no reason given');
  expect(describeFetchError(undefined)).toBe('undefined');
});
