import type { TokenProfile } from '../auth/index.js';
import { printable } from '../logging/index.js';
import { failed, passed, type Finding } from './finding.js';

const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/**
 * The claims about issuer and tenant that a token from this source would have, if it had an allowed
 * tenant.
 */
export function sampleClaims(issuer: string, profile: TokenProfile, allowedTenant: string) {
  const tid = issuer.includes('{tenantid}') ? allowedTenant : issuer.match(guid)?.at(-1);
  return { iss: issuer.replace('{tenantid}', allowedTenant), tid, ver: profile.version };
}

/** Whether tokens with the announced issuer would pass the rules of this configuration. */
export function checkIssuer(
  { name, issuer }: { readonly name: string; readonly issuer: string },
  profile: TokenProfile,
  { allowedTenant, toDo }: { readonly allowedTenant: string; readonly toDo: string },
): Finding {
  const check = `issuer (${name})`;
  const claims = sampleClaims(issuer, profile, allowedTenant);
  const fault =
    profile.checkIssuerShape(claims) ?? (profile.isIssuer(claims, issuer) ? undefined : 'issuer');
  return fault === undefined
    ? passed(check, printable(issuer))
    : failed(
        check,
        `${printable(issuer)} is announced, and tokens of it would be refused (${fault})`,
        toDo,
      );
}
