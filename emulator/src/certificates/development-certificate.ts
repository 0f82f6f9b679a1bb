import { createPrivateKey, X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';

/** Certificate and key of the HTTPS listener, and the CA that clients must trust; PEM. */
export interface DevelopmentCertificate {
  /** The development CA. Its private key is not kept, so it can never sign anything else. */
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

const validDays = 365;

/** Makes a CA and, signed by it, a certificate for localhost, 127.0.0.1, ::1 and custom domains. */
export async function createDevelopmentCertificate(
  customDomains: readonly string[] = [],
): Promise<DevelopmentCertificate> {
  const notBeforeDate = new Date(Date.now() - 3_600_000);
  const notAfterDate = new Date(Date.now() + validDays * 86_400_000);
  // The library's own default is SHA-1, which no client accepts.
  const common = { algorithm: 'sha256', keySize: 2048, notBeforeDate, notAfterDate };
  const ca = await generate([{ name: 'commonName', value: caName() }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const leaf = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...common,
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2 as const, value: 'localhost' },
          ...customDomains.map((value) => ({ type: 2 as const, value })),
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  return { ca: ca.cert, certificate: leaf.cert, key: leaf.private };
}

/** Whether a stored certificate can be used: it fits its key and its CA, and is valid for 7 more days. */
export function isUsable(
  { ca, certificate, key }: DevelopmentCertificate,
  now: number,
  customDomains: readonly string[],
): boolean {
  try {
    const [leaf, issuer] = [new X509Certificate(certificate), new X509Certificate(ca)];
    const soon = now + 7 * 86_400_000;
    return (
      leaf.verify(issuer.publicKey) &&
      leaf.checkPrivateKey(createPrivateKey(key)) &&
      Date.parse(leaf.validTo) > soon &&
      customDomains.every((name) => leaf.checkHost(name) !== undefined)
    );
  } catch {
    return false;
  }
}

// Each CA has its own name: browsers mix up two CAs of the same name.
function caName(): string {
  return `Local Azure AD B2C emulator CA ${new Date().toISOString().slice(0, 19).replace('T', ' ')}`;
}
