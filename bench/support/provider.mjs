import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { promisify } from 'node:util';

const tenantId = '775527ff-9a37-4307-8b3d-cc311f58d925';
const policy = 'B2C_1_signupsignin';
const kid = 'key-of-the-bench';

/**
 * What every verifier and server is told about the identity provider.
 *
 * @typedef {object} ProviderFacts
 * @property {string} origin
 * @property {string} issuer
 * @property {string} audience
 * @property {string} policy
 * @property {string} discoveryUrl
 * @property {string} jwksUri
 */

/** An identity provider as far as verifying goes: a signing key, and a server that publishes it. */
export class Provider {
  #server;
  #privateKey;

  /** @type {ProviderFacts} */
  facts;

  constructor(server, port) {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const origin = `http://127.0.0.1:${port}`;
    const address = `${origin}/contoso.onmicrosoft.com/${policy}`;
    this.#privateKey = privateKey;
    this.#server = server;
    this.facts = {
      origin,
      issuer: `https://contoso.b2clogin.com/${tenantId}/v2.0/`,
      audience: '11111111-1111-4111-8111-111111111111',
      policy,
      discoveryUrl: `${address}/v2.0/.well-known/openid-configuration`,
      jwksUri: `${address}/discovery/v2.0/keys`,
    };
    const { n, e } = publicKey.export({ format: 'jwk' });
    const documents = new Map([
      [this.facts.discoveryUrl, { issuer: this.facts.issuer, jwks_uri: this.facts.jwksUri }],
      [this.facts.jwksUri, { keys: [{ kid, use: 'sig', alg: 'RS256', kty: 'RSA', n, e }] }],
    ]);
    server.on('request', (request, response) => {
      const document = documents.get(origin + request.url);
      response.writeHead(document ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(document ?? {}));
    });
  }

  static async start() {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Provider(server, server.address().port);
  }

  /** An access token as B2C issues it, for one of any number of people. */
  async token(person, deviation = {}) {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: this.facts.issuer,
      exp: now + 24 * 3600,
      nbf: now,
      aud: this.facts.audience,
      oid: objectIdOf(person),
      sub: objectIdOf(person),
      name: 'Ada Lovelace',
      emails: ['ada@contoso.example'],
      tfp: policy,
      scp: 'tasks.read tasks.write',
      azp: '22222222-2222-4222-8222-222222222222',
      ver: '1.0',
      iat: now,
      ...deviation,
    };
    const input = `${encode({ alg: 'RS256', kid, typ: 'JWT' })}.${encode(claims)}`;
    // With a callback, so that signing thousands of tokens uses every core.
    const signature = await promisify(sign)('RSA-SHA256', Buffer.from(input), this.#privateKey);
    return `${input}.${signature.toString('base64url')}`;
  }

  /** Tokens of as many people, the first belonging to person 0. */
  async tokens(count) {
    const tokens = [];
    while (tokens.length < count) {
      const size = Math.min(500, count - tokens.length);
      const people = Array.from({ length: size }, (_, index) => tokens.length + index);
      tokens.push(...(await Promise.all(people.map((person) => this.token(person)))));
    }
    return tokens;
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** The directory object id of a person: a GUID, the same in every run. */
export function objectIdOf(person) {
  const digest = createHash('sha256').update(String(person)).digest('hex');
  return digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}

/** What every owner of a task starts with. */
export const ownerPrefix = `${tenantId}|`;

/** What a task of this person has as its owner. */
export function ownerOf(person) {
  return ownerPrefix + objectIdOf(person);
}

function encode(part) {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
