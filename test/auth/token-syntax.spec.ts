import { Api } from '../support/api.js';
import { expectAccepted, expectRefused } from '../support/refusals.js';
import { ScriptedProvider } from '../support/scripted-provider.js';
import { createToken, encode, signText, validClaims } from '../support/token-maker.js';

// What is malformed here is signed by the provider itself, which no sound provider would do.
const running = {} as { api: Api; provider: ScriptedProvider };
beforeAll(async () => {
  running.provider = await ScriptedProvider.start();
  running.api = await (await Api.start(running.provider)).whenReady();
});
afterAll(async () => {
  await running.api.close();
  await running.provider.close();
});

const policy = () => running.provider.policy();
const valid = () => createToken(policy());
const headerText = () => JSON.stringify({ alg: 'RS256', kid: policy().keys[0].kid, typ: 'JWT' });
const claimsText = () => JSON.stringify(validClaims(policy()));

/** Signs header and payload as they are written. */
const signed = (header: string | Buffer, payload: string | Buffer) =>
  signText(header, payload, policy().keys[0].privateKey);

it('accepts a token that deviates in nothing', () => expectAccepted(running, valid()));

it('accepts a token signed over the very text that tests deviate from', () =>
  expectAccepted(running, signed(headerText(), claimsText())));

describe('parts', () => {
  it.each(['a', 'a.b', 'a.b.c.d', 'a.b.c.d.e', '..', 'a..c', '.b.c', 'a.b.'])(
    'refuses %j',
    (text) => expectRefused(running, text, 'token_malformed'),
  );

  it('refuses a token with a part more', () =>
    expectRefused(running, `${valid()}.e30`, 'token_malformed'));
});

describe('size', () => {
  const padded = (length: number) => {
    const bare = signed(headerText(), claimsText()).length;
    for (let pad = Math.floor(((length - bare) * 3) / 4) - 16; ; pad++) {
      const text = JSON.stringify({ ...validClaims(policy()), pad: 'x'.repeat(pad) });
      const token = signed(headerText(), text);
      if (token.length >= length) {
        return token;
      }
    }
  };

  it('accepts a token of 12 KiB', async () => {
    const token = padded(12 * 1024);
    expect(token).toHaveLength(12 * 1024);
    await expectAccepted(running, token);
  });

  it('refuses a larger token', () =>
    expectRefused(running, padded(12 * 1024 + 1), 'token_too_large'));
});

describe('base64url', () => {
  it('refuses a re-encoded signature: one signature, one spelling', async () => {
    const token = valid();
    const last = token.at(-1) ?? '';
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const index = alphabet.indexOf(last);
    // A 2048-bit signature leaves four unused bits in its last character.
    const respelled = token.slice(0, -1) + alphabet[index + 1];
    const bytes = (text: string) => Buffer.from(text.split('.')[2] ?? '', 'base64url');
    expect(bytes(respelled)).toEqual(bytes(token));
    await expectRefused(running, respelled, 'token_malformed');
  });

  it.each(['=', '=='])('refuses padding %j after a part', async (padding) => {
    await expectRefused(running, valid() + padding, 'token_malformed');
  });

  it('refuses the alphabet of plain base64', async () => {
    const token = Array.from({ length: 50 }, (_, index) =>
      signed(headerText(), JSON.stringify({ ...validClaims(policy()), index })),
    ).find((candidate) => /[-_]/.test(candidate.split('.')[2] ?? ''));
    const [header, payload, signature = ''] = (token ?? '').split('.');
    const plain = signature.replaceAll('-', '+').replaceAll('_', '/');
    expect(plain).not.toBe(signature);
    await expectRefused(running, `${header}.${payload}.${plain}`, 'token_malformed');
  });

  it('refuses characters outside the alphabet in the signature', async () => {
    const [header, payload, signature = ''] = valid().split('.');
    const text = `${header}.${payload}.${signature.slice(0, 10)}~${signature.slice(10)}`;
    await expectRefused(running, text, 'token_malformed');
  });
});

describe('text', () => {
  it('refuses bytes that are not UTF-8', async () => {
    const broken = Buffer.concat([
      Buffer.from(claimsText().slice(0, -1)),
      Buffer.from(',"x":"'),
      Buffer.from([0xc3, 0x28]),
      Buffer.from('"}'),
    ]);
    await expectRefused(running, signed(headerText(), broken), 'token_malformed');
    await expectRefused(
      running,
      signed(Buffer.from([0xff, 0xfe]), claimsText()),
      'token_malformed',
    );
  });

  it('refuses a byte order mark', () =>
    expectRefused(running, signed(headerText(), `\ufeff${claimsText()}`), 'token_malformed'));

  it.each(['null', '1', '"text"', 'true', '[]', '[{}]', '', '{', '{"a":1}}'])(
    'refuses %j instead of a JSON object',
    async (text) => {
      await expectRefused(running, signed(headerText(), text), 'token_malformed');
      await expectRefused(running, signed(text, claimsText()), 'token_malformed');
    },
  );

  it('refuses nesting that would exhaust a stack', async () => {
    const deep = `{"a":${'['.repeat(4000)}${']'.repeat(4000)}}`;
    await expectRefused(running, signed(deep, claimsText()), 'header_algorithm');
  });
});

describe('repeated names', () => {
  const withClaim = (text: string) => `${claimsText().slice(0, -1)},${text}}`;

  it.each(['"aud":"other"', '"a\\u0075d":"other"', '"scp":"tasks.read"', '"x":{"y":1,"y":2}'])(
    'refuses claims with a second %s',
    (text) => expectRefused(running, signed(headerText(), withClaim(text)), 'token_malformed'),
  );

  it('refuses a header with a second alg', () => {
    const header = `${headerText().slice(0, -1)},"alg":"none"}`;
    return expectRefused(running, signed(header, claimsText()), 'token_malformed');
  });

  it('accepts the same name in different objects, and colons and quotes inside of texts', () => {
    const text = '"x":{"aud":1},"y":[{"aud":2}],"z":"a \\" : \\\\","__proto__":{"aud":3}';
    return expectAccepted(running, signed(headerText(), withClaim(text)));
  });
});

describe('the signature', () => {
  it('refuses claims that were changed after signing', async () => {
    const [header, , signature] = valid().split('.');
    const claims = { ...validClaims(policy()), scp: 'tasks.read tasks.write admin' };
    const forged = `${header}.${encode(JSON.stringify(claims))}.${signature}`;
    await expectRefused(running, forged, 'signature');
  });

  it('refuses the signature of another token, although it has just accepted that', async () => {
    const one = valid();
    await expectAccepted(running, one);
    const other = createToken(policy(), { claims: { oid: 'somebody-else' } });
    const [header, payload] = other.split('.');
    await expectRefused(running, `${header}.${payload}.${one.split('.')[2]}`, 'signature');
  });

  it('refuses one flipped bit', async () => {
    const token = valid();
    const [header, payload, signature = ''] = token.split('.');
    const bytes = Buffer.from(signature, 'base64url');
    bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100);
    await expectRefused(
      running,
      `${header}.${payload}.${bytes.toString('base64url')}`,
      'signature',
    );
  });

  it('refuses a signature that is empty, short or all zero', async () => {
    const [header, payload] = valid().split('.');
    const zeros = Buffer.alloc(256).toString('base64url');
    await expectRefused(running, `${header}.${payload}.`, 'token_malformed');
    await expectRefused(running, `${header}.${payload}.AAAA`, 'signature');
    await expectRefused(running, `${header}.${payload}.${zeros}`, 'signature');
  });
});
