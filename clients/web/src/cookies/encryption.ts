import { hkdfSync } from 'node:crypto';
import { compactDecrypt, CompactEncrypt } from 'jose';

/**
 * Authenticated encryption with keys derived from `SESSION_SECRET` (RFC 5869): JWE with A256GCM
 * (RFC 7516). Each purpose has a key of its own, so that a text encrypted for one purpose cannot be
 * used for another.
 */
export class Encryption {
  /** @param secrets the first encrypts, each of them decrypts */
  constructor(private readonly secrets: readonly string[]) {}

  /** @param purpose what the text is for, for example the name of a cookie */
  encrypt(text: string, purpose: string): Promise<string> {
    return new CompactEncrypt(new TextEncoder().encode(text))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(deriveKey(this.secrets[0] ?? '', purpose));
  }

  /** The text, or nothing when it was not encrypted for this purpose with one of the secrets. */
  async decrypt(encrypted: string, purpose: string): Promise<string | undefined> {
    for (const secret of this.secrets) {
      const key = deriveKey(secret, purpose);
      const result = await compactDecrypt(encrypted, key, {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      }).catch(() => undefined);
      if (result) {
        return new TextDecoder().decode(result.plaintext);
      }
    }
    return undefined;
  }
}

function deriveKey(secret: string, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', `tasks-web-client ${purpose}`, 32));
}
