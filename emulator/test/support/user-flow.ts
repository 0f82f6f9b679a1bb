import type { Emulator } from '../../src/index.js';
import { authorizeUrl, read, redeem } from './client.js';
import { Visitor, type Visit } from 'test-support';

/** The first page that a user flow shows. */
export async function atPage(
  emulator: Emulator,
  policy = 'B2C_1_signupsignin',
  params = {},
): Promise<{ visitor: Visitor; page: Visit }> {
  const visitor = new Visitor({ within: emulator.httpOrigin });
  return { visitor, page: await visitor.open(authorizeUrl(emulator, params, policy)) };
}

/** Takes the code of the outbox page, as a person takes it from an e-mail. */
export async function proveEmail(visitor: Visitor, page: Visit, step: string, email: string) {
  const codePage = await visitor.submit(page, step, { email });
  const code = /id="sent-code">(\d{6})</.exec(codePage.text)?.[1] ?? '';
  return visitor.submit(codePage, 'code', { code });
}

/** What the access token says that the client gets in the end. */
export async function claimsOf(emulator: Emulator, visit: Visit, policy?: string) {
  const code = visit.url.searchParams.get('code') ?? '';
  const { body } = await redeem(emulator, code, {}, policy === undefined ? {} : { policy });
  return read(body['access_token']).claims;
}

export const newPassword = { password: 'Fresh-pass-1', confirmation: 'Fresh-pass-1' };
