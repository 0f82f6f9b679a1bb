import { z } from 'zod';
import { readJsonFile, writePrivateJsonFile } from '../state/json-file.js';
import { restoreSigningKey, type SigningKey } from './signing-key.js';

const keyFileSchema = z.object({
  keys: z.array(z.object({ nbf: z.int(), jwk: z.looseObject({ kty: z.literal('RSA') }) })),
});

/** Keys stored by an earlier run, newest last; none when there is no file. */
export async function readKeyFile(path: string): Promise<SigningKey[]> {
  const stored = await readJsonFile(path, keyFileSchema);
  return Promise.all((stored?.keys ?? []).map(restoreSigningKey));
}

/** Stores keys where only their owner can read them. */
export async function writeKeyFile(path: string, keys: readonly SigningKey[]): Promise<void> {
  const stored = keys.map(({ published, privateKey }) => ({
    nbf: published.nbf,
    jwk: privateKey.export({ format: 'jwk' }),
  }));
  await writePrivateJsonFile(path, { keys: stored });
}
