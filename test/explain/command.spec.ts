import { PassThrough } from 'node:stream';
import { askForToken, runExplain } from '../../src/explain/index.js';
import { Api, tokenOf } from '../support/api.js';
import { explainedApi } from '../support/explained.js';
import { KeyServer } from '../support/key-server.js';
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
  const token = tokenOf(running.keyServer);
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
  const token = tokenOf(running.keyServer);
  for (const flags of [[], ['--json'], ['--no-fetch']]) {
    const { output } = await run([...flags, token]);
    for (const secret of [...token.split('.'), 'Ada', 'ada@contoso', 'a3b1f0a4']) {
      expect(output).not.toContain(secret);
    }
  }
});

it('fetches nothing with --no-fetch, and says what that leaves unchecked', async () => {
  const { fetches } = running.keyServer.policy('B2C_1_signupsignin');
  const before = { ...fetches };
  const { status, output } = await run(['--no-fetch', tokenOf(running.keyServer)]);
  expect(status).toBe(0);
  expect(output).toMatch(/not checked {2}signature/);
  expect(output).toContain('issuer and signature were not checked');
  expect(fetches).toEqual(before);
});

it('sends the token nowhere', async () => {
  const token = tokenOf(running.keyServer);
  await run([token]);
  expect(running.keyServer.strayRequests).toEqual([]);
});

it('is undecided about a token while the provider is out of reach', async () => {
  const keyServer = await KeyServer.start('B2C_1_signupsignin');
  const api = await Api.start(keyServer);
  const token = tokenOf(keyServer);
  await keyServer.down();
  const { status, output } = await run([token], undefined, api);
  expect(status).toBe(1);
  expect(output).toContain('Undecided');
  expect(output).toContain('cannot be reached');
  await api.close();
});

it('writes JSON for programs', async () => {
  const { output } = await run(['--json', tokenOf(running.keyServer, { claims: { exp: 1 } })]);
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
  const { output } = await run([tokenOf(running.keyServer, { claims })]);
  expect(output).toMatch(/exp \d{4}-\d\d-\d\dT[\d:.]+Z \(2 h ago\)/);
  expect(output).toContain('(3 d ago)');
  expect(output).toContain('(in 10 min)');
});
