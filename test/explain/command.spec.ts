import { PassThrough } from 'node:stream';
import { askForToken, runExplain } from '../../src/explain/index.js';
import { Api } from '../support/api.js';
import { explainedApi } from '../support/explained.js';
import { fetchesOf, startProvider } from '../support/provider.js';
import { useRunningApi } from '../support/running-api.js';

const running = useRunningApi();

async function run(args: readonly string[], input = '', api: Api = running.api) {
  let output = '';
  const status = await runExplain({
    args,
    readInput: () => Promise.resolve(input),
    loadApi: () => Promise.resolve(explainedApi(api)),
    colour: false,
    write: (text) => (output += text),
  });
  return { status, output };
}

it('takes a token however it was pasted', async () => {
  const token = await running.provider.token();
  const pasted = [
    `Bearer ${token}`,
    `"${token}"`,
    ` '${token}'\n`,
    `Authorization: Bearer ${token}`,
  ];
  for (const text of [token, ...pasted]) {
    expect((await run([], text)).status).toBe(0);
    expect((await run([text])).status).toBe(0);
  }
  expect((await run(['Bearer', token])).status).toBe(0);
});

it('ends with 1 for a refused token and 2 for wrong usage', async () => {
  expect((await run(['opaque'])).status).toBe(1);
  expect((await run([])).status).toBe(2);
  expect((await run([], ' \n')).status).toBe(2);
  expect((await run(['--no-such-flag', 'opaque'])).status).toBe(2);
  expect((await run(['--help'])).status).toBe(0);
});

it('prints neither the token nor who it is of', async () => {
  const token = await running.provider.token();
  for (const flags of [[], ['--json'], ['--no-fetch']]) {
    const { output } = await run([...flags, token]);
    for (const secret of [...token.split('.'), 'Ada', 'ada@contoso', 'a3b1f0a4']) {
      expect(output).not.toContain(secret);
    }
  }
});

it('fetches nothing with --no-fetch, and says what that leaves unchecked', async () => {
  const { requests } = running.provider;
  const before = [...requests];
  const { status, output } = await run(['--no-fetch', await running.provider.token()]);
  expect(status).toBe(0);
  expect(output).toMatch(/not checked {2}signature/);
  expect(output).toContain('issuer and signature were not checked');
  expect(requests).toEqual(before);
});

it('sends the token nowhere', async () => {
  const token = await running.provider.token();
  await run([token]);
  const { discovery, keys } = fetchesOf(running.provider);
  expect(running.provider.requests).toHaveLength(discovery + keys);
  expect(running.provider.requests.join()).not.toContain(token);
});

it('is undecided about a token while the provider is out of reach', async () => {
  await using provider = await startProvider();
  const api = await Api.start(provider);
  const token = await provider.token();
  provider.goDown();
  const { status, output } = await run([token], undefined, api);
  expect(status).toBe(1);
  expect(output).toContain('Undecided');
  expect(output).toContain('cannot be reached');
  await api.close();
});

it('writes JSON for programs', async () => {
  const { output } = await run(['--json', await running.provider.token({ claims: { exp: 1 } })]);
  expect(JSON.parse(output)).toMatchObject({
    verdict: 'refused',
    reason: 'expired',
    offline: false,
  });
});

describe('on a terminal', () => {
  it('asks for a token and shows nothing of it, however long it is', async () => {
    const input = new PassThrough();
    let shown = '';
    const asked = askForToken(input, (text) => void (shown += text));
    const token = `Bearer ${'a'.repeat(12_000)}`;
    input.write(`\n${token}\r`);
    expect(await asked).toBe(token);
    expect(shown).toMatch(/^Paste the access token/);
    expect(shown).not.toContain('aaa');
  });

  it.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('takes %s for an answer', async (_name, key) => {
    const input = new PassThrough();
    const asked = askForToken(input, () => undefined);
    input.write(key);
    expect(await asked).toBe('');
  });
});

it('says how long ago a token expired, beside the time itself', async () => {
  const now = Math.floor(Date.now() / 1000);
  const claims = { exp: now - 2 * 3600 - 5, nbf: now - 3 * 86_400 - 5, iat: now + 600 };
  const { output } = await run([await running.provider.token({ claims })]);
  expect(output).toMatch(/exp \d{4}-\d\d-\d\dT[\d:.]+Z \(2 h ago\)/);
  expect(output).toContain('(3 d ago)');
  expect(output).toContain('(in 10 min)');
});
