import { sendRaw } from '../support/raw-request.js';
import { useRunningApi, type RunningApi } from '../support/running-api.js';

const proxied = { TRUST_PROXY: '127.0.0.1', IP_ALLOWLIST: '10.0.0.0/8' };
const running = useRunningApi();
const behindProxy = useRunningApi({ environment: proxied });

/** More fields than Node keeps unless it is told otherwise, and still short. */
const filler = Array.from({ length: 1_500 }, () => 'a:');

/** The status of a request whose last field comes after a great many others. */
async function statusOf(
  { api, provider }: RunningApi,
  { line, fields = [], last, body = '' }: Sent,
): Promise<number> {
  const head = [
    `${line} HTTP/1.1`,
    'Host: localhost',
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    `Authorization: Bearer ${await provider.token()}`,
    ...fields,
    ...filler,
    last,
  ];
  return (await sendRaw(api.origin, `${head.join('\r\n')}\r\n\r\n${body}`)).status;
}

interface Sent {
  readonly line: string;
  readonly fields?: readonly string[];
  readonly last: string;
  readonly body?: string;
}

it('holds back a change by an If-Match that comes after 1,500 other fields', async () => {
  const token = await running.provider.token();
  const task = { method: 'POST', token, body: { title: 'To be kept' } };
  const { headers } = await running.api.call('/tasks', task);
  const body = '{"title":"Changed"}';
  const line = `PATCH ${headers.get('location')}`;
  expect(await statusOf(running, { line, last: `If-Match: ${headers.get('etag')}`, body })).toBe(
    200,
  );
  expect(await statusOf(running, { line, last: 'If-Match: "of another version"', body })).toBe(412);
});

it('sees a second Authorization after 1,500 other fields', async () => {
  const last = `Authorization: Bearer ${await running.provider.token()}`;
  expect(await statusOf(running, { line: 'GET /me', last: 'X: y' })).toBe(200);
  expect(await statusOf(running, { line: 'GET /me', last })).toBe(400);
});

it('goes by the address that a proxy added after 1,500 other fields', async () => {
  const fields = ['X-Forwarded-For: 10.0.0.1'];
  const sent = { line: 'GET /me', fields };
  expect(await statusOf(behindProxy, { ...sent, last: 'X: y' })).toBe(200);
  expect(await statusOf(behindProxy, { ...sent, last: 'X-Forwarded-For: 203.0.113.9' })).toBe(403);
});
