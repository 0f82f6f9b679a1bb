import { z } from 'zod';
import { ProviderDocumentError } from './provider-document.js';

const discoveryDocument = z.object({
  issuer: z.string().min(1),
  jwks_uri: z.url({ protocol: /^https?$/ }),
});

/** The two facts of a discovery document that verifying needs. */
export interface ProviderMetadata {
  readonly issuer: string;
  readonly jwksUri: string;
}

/**
 * Reads a document of OpenID Connect Discovery 1.0.
 *
 * The issuer is not compared with the address, as the standard asks: with B2C it names the tenant
 * by GUID where the address may name it by domain, and External ID even changes the host.
 *
 * @param discoveryUrl where the document came from; plain HTTP keys are taken only if it is plain HTTP too
 * @throws {ProviderDocumentError}
 */
export function readDiscoveryDocument(document: unknown, discoveryUrl: string): ProviderMetadata {
  const parsed = discoveryDocument.safeParse(document);
  if (!parsed.success) throw new ProviderDocumentError('names no issuer or no jwks_uri');
  const { issuer, jwks_uri: jwksUri } = parsed.data;
  if (!jwksUri.startsWith('https:') && discoveryUrl.startsWith('https:')) {
    throw new ProviderDocumentError('names a jwks_uri that is not https');
  }
  return { issuer, jwksUri };
}
