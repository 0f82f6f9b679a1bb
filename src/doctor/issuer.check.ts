import { guidsIn, type IdentityProvider } from '../auth/internals.js';
import { printable } from '../logging/index.js';
import { failed, passed, type Finding } from './finding.js';

/**
 * The claims about issuer and tenant that a token of this issuer would have, if it had an allowed tenant.
 */
export function sampleClaims(issuer: string, provider: IdentityProvider, allowedTenant: string) {
  const tid = issuer.includes('{tenantid}') ? allowedTenant : guidsIn(issuer).at(-1);
  return { iss: issuer.replace('{tenantid}', allowedTenant), tid, ver: provider.version };
}

/** Whether tokens with the announced issuer would pass the rules of this configuration. */
export function checkIssuer(
  { label, issuer }: { readonly label: string; readonly issuer: string },
  provider: IdentityProvider,
  { allowedTenant, toDo }: { readonly allowedTenant: string; readonly toDo: string },
): Finding {
  const check = `issuer (${label})`;
  const claims = sampleClaims(issuer, provider, allowedTenant);
  const fault =
    provider.checkIssuerShape(claims) ?? (provider.isIssuer(claims, issuer) ? undefined : 'issuer');
  return fault === undefined
    ? passed(check, printable(issuer))
    : failed(
        check,
        `${printable(issuer)} is announced, and tokens of it would be refused (${fault})`,
        toDo,
      );
}
