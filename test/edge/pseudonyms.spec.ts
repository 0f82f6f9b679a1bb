import { sendRaw } from '../support/raw-request.js';
import { logLineOf } from '../support/refusals.js';
import { useRunningApi } from '../support/running-api.js';

const environment = {
  TRUST_PROXY: '127.0.0.1',
  LOG_PSEUDONYM_KEY: 'kp3XvQ9w-2mTz7LrB4sN',
};
const one = useRunningApi({ environment });
const other = useRunningApi({ environment });
const random = useRunningApi({ environment: { TRUST_PROXY: '127.0.0.1' } });

interface Line {
  readonly addressPseudonym?: string;
  readonly subjectPseudonym?: string;
}

/** The line in the log of a request from an address, of a person if one is given. */
async function lineOf(running: typeof one, from: string, person?: string): Promise<Line> {
  const answer = await running.api.call('/me', {
    headers: { 'x-forwarded-for': from },
    ...(person !== undefined && { token: running.provider.token({ id: person }) }),
  });
  return (await logLineOf(running, answer)) as Line;
}

it('gives an address the same pseudonym in every line, and another one to another address', async () => {
  const first = await lineOf(one, '192.0.2.1');
  expect(first.addressPseudonym).toMatch(/^[0-9a-f]{16}$/);
  expect((await lineOf(one, '192.0.2.1', 'a person')).addressPseudonym).toBe(
    first.addressPseudonym,
  );
  expect((await lineOf(one, '192.0.2.2')).addressPseudonym).not.toBe(first.addressPseudonym);
});

it('gives an IPv6 network one pseudonym, since its owner may use any address in it', async () => {
  const { addressPseudonym } = await lineOf(one, '2001:db8::1');
  expect((await lineOf(one, '2001:db8::ffff:1')).addressPseudonym).toBe(addressPseudonym);
  expect((await lineOf(one, '2001:db8:0:1::1')).addressPseudonym).not.toBe(addressPseudonym);
});

it('gives a person one once the token has been accepted', async () => {
  expect((await lineOf(one, '192.0.2.1')).subjectPseudonym).toBeUndefined();
  const { subjectPseudonym } = await lineOf(one, '192.0.2.1', 'somebody');
  expect(subjectPseudonym).toMatch(/^[0-9a-f]{16}$/);
  expect((await lineOf(one, '192.0.2.7', 'somebody')).subjectPseudonym).toBe(subjectPseudonym);
  expect((await lineOf(one, '192.0.2.1', 'else')).subjectPseudonym).not.toBe(subjectPseudonym);
});

it('gives the same ones in all processes with the same key, and others without', async () => {
  const { addressPseudonym } = await lineOf(one, '192.0.2.1');
  expect((await lineOf(other, '192.0.2.1')).addressPseudonym).toBe(addressPseudonym);
  expect((await lineOf(random, '192.0.2.1')).addressPseudonym).not.toBe(addressPseudonym);
});

it.each(['NONSENSE\r\n\r\n', 'GET /tasks/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])(
  'tells who sent what cannot be read: %j',
  async (text) => {
    const before = one.api.log.length;
    await sendRaw(one.api.origin, text);
    const line = one.api.log.slice(before).find(({ msg }) => msg === 'request');
    expect(line?.['addressPseudonym']).toMatch(/^[0-9a-f]{16}$/);
  },
);

it('never writes the address or the subject itself', async () => {
  await lineOf(one, '192.0.2.77', 'person-of-the-test');
  expect(JSON.stringify(one.api.log)).not.toMatch(/192\.0\.2\.77|person-of-the-test|kp3XvQ9w/);
});
