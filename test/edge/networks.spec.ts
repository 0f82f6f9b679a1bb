import type { RunningApi } from '../support/running-api.js';
import { useRunningApi } from '../support/running-api.js';

const environment = { TRUST_PROXY: '127.0.0.1', RATE_LIMIT_PER_IP: '20/60' };

const call = ({ api }: RunningApi, from: string) =>
  api.call('/openapi.json', { headers: { 'x-forwarded-for': from } });

/** How many requests are served, each from the next address. */
async function served(running: RunningApi, many: number, address: (index: number) => string) {
  let count = 0;
  for (let index = 0; index < many; index++) {
    const { status } = await call(running, address(index));
    count += status === 200 ? 1 : 0;
  }
  return count;
}

const hex = (index: number) => index.toString(16);

describe('limits of IPv6 networks', () => {
  const running = useRunningApi({ environment });

  it('serve one and a half times the limit to a /48 in all', async () => {
    expect(await served(running, 100, (index) => `2001:db8:1:${hex(index)}00::1`)).toBe(30);
    const { status, headers } = await call(running, '2001:db8:1:ffff::1');
    expect(status).toBe(429);
    expect(headers.get('ratelimit')).toMatch(/^"per-ip";r=0;t=\d+$/);
    expect(headers.get('retry-after')).toMatch(/^\d+$/);
  });

  it('serve one and a quarter to a /56', async () => {
    expect(await served(running, 100, (index) => `2001:db8:2:${hex(index)}::1`)).toBe(25);
    expect((await call(running, '2001:db8:2:100::1')).status).toBe(200);
  });

  it('are apart for other networks', async () => {
    expect((await call(running, '2001:db8:3::1')).status).toBe(200);
  });

  it('leave neighbours theirs when one address calls far too often', async () => {
    expect(await served(running, 200, () => '2001:db8:4:1::1')).toBe(20);
    expect(await served(running, 5, () => '2001:db8:4:2::1')).toBe(5);
    expect(await served(running, 5, () => '2001:db8:4:100::1')).toBe(5);
  });
});
