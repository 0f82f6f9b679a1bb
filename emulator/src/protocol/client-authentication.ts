import { createHash, timingSafeEqual } from 'node:crypto';
import {
  type Application,
  type Config,
  findApplication,
  type Platform,
  tenantDomain,
} from '../config/index.js';
import { clientsHint } from './error-hints.js';
import { protocolErrors } from './protocol-errors.js';

/** Client id and secret of a token request; the secret is not checked yet. */
export interface ClientAuthentication {
  readonly client: Application;
  readonly secret: string | undefined;
}

/** Reads `client_secret_basic` or `client_secret_post`: RFC 6749 section 2.3.1. */
export function readClientAuthentication(
  config: Config,
  authorization: string | undefined,
  form: URLSearchParams,
): ClientAuthentication {
  const basic = readBasic(authorization);
  const clientId = basic?.id || form.get('client_id');
  if (!clientId) {
    throw protocolErrors.clientIdMissing().withHint(clientsHint(config));
  }
  const client = findApplication(config, clientId);
  if (!client) {
    throw protocolErrors
      .clientUnknown(clientId, tenantDomain(config))
      .withHint(clientsHint(config));
  }
  return { client, secret: basic?.secret || form.get('client_secret') || undefined };
}

/** Checks the secret by platform: web clients must send one, public clients must not. */
export function checkSecret({ client, secret }: ClientAuthentication, platform: Platform): void {
  if (platform === 'web') {
    requireSecret({ client, secret });
  } else if (secret !== undefined) {
    throw protocolErrors.secretFromPublicClient();
  }
}

/** Checks that the secret is one of the client's. */
export function requireSecret({ client, secret }: ClientAuthentication): void {
  if (secret === undefined) {
    throw protocolErrors.secretMissing();
  }
  if (!client.secrets.some((known) => same(known, secret))) {
    throw protocolErrors.secretWrong();
  }
}

function readBasic(authorization: string | undefined): { id: string; secret: string } | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) {
    return undefined;
  }
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString().split(':');
  return { id: formDecode(id), secret: formDecode(rest.join(':')) };
}

// Client id and secret are form-encoded before they are joined: RFC 6749 section 2.3.1.
function formDecode(text: string): string {
  return new URLSearchParams(`v=${text.replaceAll('&', '%26')}`).get('v') ?? '';
}

function same(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
