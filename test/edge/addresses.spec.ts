import { request } from 'node:http';
import { useRunningApi, type RunningApi } from '../support/running-api.js';

/** The status of a request for a public page, with header fields as they are, repeated ones too. */
function statusOf({ api }: RunningApi, fields: readonly string[] = []): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(api.origin);
    const headers = ['Host', 'localhost', ...fields];
    request({ hostname, port, path: '/openapi.json', headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

describe('without trusted proxies', () => {
  const admitted = useRunningApi({ environment: { IP_ALLOWLIST: '127.0.0.0/8' } });
  const refused = useRunningApi({ environment: { IP_ALLOWLIST: '192.0.2.1,2001:db8::/32' } });

  it('admits whom the list names', async () => {
    expect(await statusOf(admitted)).toBe(200);
  });

  it('refuses everybody else with a problem', async () => {
    const answer = await refused.api.call('/openapi.json');
    expect(answer.status).toBe(403);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it.each([
    [['X-Forwarded-For', '192.0.2.1']],
    [['X-Forwarded-For', '192.0.2.1, 192.0.2.1']],
    [['X-Forwarded-For', '192.0.2.1', 'X-Forwarded-For', '192.0.2.1']],
    [['Forwarded', 'for=192.0.2.1']],
    [['Forwarded', 'for="[2001:db8::1]";proto=https;by=127.0.0.1']],
    [['X-Real-IP', '192.0.2.1']],
    [['X-Client-IP', '192.0.2.1']],
    [['X-Azure-ClientIP', '192.0.2.1']],
    [['True-Client-IP', '192.0.2.1']],
    [['X-Forwarded-Host', '192.0.2.1', 'X-Forwarded-Proto', 'https']],
  ])('does not let a caller choose its address: %j', async (fields) => {
    expect(await statusOf(refused, fields)).toBe(403);
    expect(await statusOf(admitted, fields)).toBe(200);
  });
});

describe('with trusted proxies', () => {
  const running = useRunningApi({
    environment: { IP_ALLOWLIST: '192.0.2.1,2001:db8::/32', TRUST_PROXY: '127.0.0.1,10.0.0.0/8' },
  });

  it.each([
    ['192.0.2.1'],
    ['192.0.2.1, 10.0.0.1'],
    ['203.0.113.9, 192.0.2.1, 10.0.0.2, 10.0.0.1'],
    ['192.0.2.1:51234'],
    ['2001:db8::7'],
    ['[2001:db8::7]:51234'],
    ['::ffff:192.0.2.1'],
    ['::ffff:c000:201, ::ffff:10.0.0.1'],
    ['nonsense, 192.0.2.1'],
  ])('believes what trusted proxies say: %j', async (value) => {
    expect(await statusOf(running, ['X-Forwarded-For', value])).toBe(200);
  });

  it('reads repeated fields in their order', async () => {
    const fields = ['X-Forwarded-For', '203.0.113.9', 'X-Forwarded-For', '192.0.2.1'];
    expect(await statusOf(running, fields)).toBe(200);
    expect(
      await statusOf(running, fields.toSpliced(1, 1, '192.0.2.1').with(3, '203.0.113.9')),
    ).toBe(403);
  });

  it.each([
    ['203.0.113.9'],
    ['192.0.2.1, 203.0.113.9'],
    ['192.0.2.1, 203.0.113.9, 10.0.0.1'],
    ['192.0.2.1, nonsense'],
    ['192.0.2.1,'],
    ['192.0.2.1, unknown, 10.0.0.1'],
    ['192.0.2.1 10.0.0.1'],
    ['for=192.0.2.1'],
    ['"192.0.2.1"'],
    ['192.0.2.1/32'],
    ['192.0.2.01'],
    ['3221225985'],
    ['0xc0.0.2.1'],
    ['192.0.2.1%eth0'],
    ['localhost'],
    [''],
  ])('takes no address for one that is listed: %j', async (value) => {
    expect(await statusOf(running, ['X-Forwarded-For', value])).toBe(403);
  });

  it.each([
    [['Forwarded', 'for=192.0.2.1']],
    [['Forwarded', 'for=192.0.2.1', 'X-Forwarded-For', '203.0.113.9']],
    [['X-Real-IP', '192.0.2.1', 'X-Forwarded-For', '203.0.113.9']],
  ])('reads nothing but X-Forwarded-For: %j', async (fields) => {
    expect(await statusOf(running, fields)).toBe(403);
  });

  it('is the proxy itself that calls when it names nobody', async () => {
    expect(await statusOf(running)).toBe(403);
  });

  it('describes itself by its own address, whatever host and scheme are forwarded', async () => {
    const { body } = await running.api.call<{ servers: unknown }>('/openapi.json', {
      headers: {
        'x-forwarded-for': '192.0.2.1',
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'https',
        forwarded: 'host=evil.example;proto=https',
      },
    });
    expect(JSON.stringify(body)).not.toContain('evil.example');
    expect(body.servers).toEqual([{ url: 'http://localhost:8000' }]);
  });
});
