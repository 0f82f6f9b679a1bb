import { createHash, timingSafeEqual } from 'node:crypto';
import {
  findApplication,
  tenantDomain,
  type Application,
  type Config,
  type Platform,
} from '../config/index.js';
import { refusals } from './refusals.js';

/** Who calls the token endpoint, before the secret is looked at. */
export interface Caller {
  client: Application;
  secret: string | undefined;
}

/** Reads `client_secret_basic` or `client_secret_post`: RFC 6749 section 2.3.1. */
export function readCaller(
  config: Config,
  authorization: string | undefined,
  form: URLSearchParams,
): Caller {
  const basic = readBasic(authorization);
  const clientId = basic?.id || form.get('client_id');
  if (!clientId) throw refusals.clientIdMissing();
  const client = findApplication(config, clientId);
  if (!client) throw refusals.clientUnknown(clientId, tenantDomain(config));
  return { client, secret: basic?.secret || form.get('client_secret') || undefined };
}

/** The platform a grant was given to decides whether a secret must come with it, or must not. */
export function checkSecret({ client, secret }: Caller, platform: Platform): void {
  if (platform === 'web') requireSecret({ client, secret });
  else if (secret !== undefined) throw refusals.secretFromPublicClient();
}

/** The caller must know one of the client's secrets. */
export function requireSecret({ client, secret }: Caller): void {
  if (secret === undefined) throw refusals.secretMissing();
  if (!client.secrets.some((known) => same(known, secret))) throw refusals.secretWrong();
}

function readBasic(authorization: string | undefined): { id: string; secret: string } | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString().split(':');
  return { id: formDecode(id), secret: formDecode(rest.join(':')) };
}

// Both halves are form-encoded before they are joined.
function formDecode(text: string): string {
  return new URLSearchParams(`v=${text.replaceAll('&', '%26')}`).get('v') ?? '';
}

function same(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
