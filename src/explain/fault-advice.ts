import type { TokenFault } from '../auth/internals.js';

/** What usually leads to a fault, and how to fix it. */
export interface FaultAdvice {
  readonly cause: string;
  readonly cure: string;
}

const askAgain = 'Sign in again, or let the client get a new token silently.';
const notIssued = 'Send the access token exactly as the provider issued it.';

/** One entry for each reason that the guard can log. */
export const faultAdvice: Readonly<Record<TokenFault, FaultAdvice>> = {
  token_too_large: {
    cause: 'The token is over 12 KiB, mostly because of groups or custom claims.',
    cure: 'Use app roles instead of groups, or emit only groups assigned to the application (Token configuration).',
  },
  token_malformed: {
    cause: 'The text was cut off, holds something else than a token, or was encoded by a lax tool.',
    cure: notIssued,
  },
  header_algorithm: { cause: 'The provider signs with RS256 only.', cure: notIssued },
  header_type: { cause: 'It is a token of another kind, such as a logout token.', cure: notIssued },
  header_extension: {
    cause: 'The header has crit or b64, which the provider never sends.',
    cure: notIssued,
  },
  header_key_id: { cause: 'The header names no key.', cure: notIssued },
  issuer: {
    cause:
      'The token is of another tenant, another endpoint or another policy than this API is set to.',
    cure: 'Compare TENANT_NAME, TENANT_ID and AUTHORITY_HOST with the authority that the client signs in at; npm run doctor shows the issuer that is announced.',
  },
  audience: {
    cause:
      'The client asked for a scope of another API, for its own client id, or sent an ID token.',
    cure: 'Ask for the full scope name from Expose an API of this API’s registration, and compare APP_CLIENT_ID with its Application (client) ID.',
  },
  version: {
    cause: 'The token came from an endpoint of another version, or from another provider.',
    cure: 'Use the v2.0 endpoints; with Entra ID set api.requestedAccessTokenVersion to 2 in the manifest of the API.',
  },
  v1_token: {
    cause: 'The registration of the API does not ask for version 2, which is the default.',
    cure: 'Set api.requestedAccessTokenVersion to 2 under Manage > Manifest of the API’s registration, then get a new token.',
  },
  expiry_missing: { cause: 'A real token always has exp, as a number.', cure: notIssued },
  expired: {
    cause: 'The token is older than its lifetime, mostly an hour, or the clock here is ahead.',
    cure: `${askAgain} If that does not help: npm run doctor compares the clocks.`,
  },
  not_yet_valid: {
    cause: 'The clock of this machine is behind the provider’s.',
    cure: 'Switch on time synchronisation (NTP); npm run doctor compares the clocks.',
  },
  issued_in_future: {
    cause: 'The clock of this machine is behind the provider’s.',
    cure: 'Switch on time synchronisation (NTP); npm run doctor compares the clocks.',
  },
  policy: {
    cause: 'The person signed in with a user flow that is not listed here.',
    cure: 'Add the user flow to AUTH_POLICY_NAME, or let the client use a listed one.',
  },
  tenant: {
    cause: 'The person or application is of a tenant that may not call.',
    cure: 'With one tenant, compare TENANT_ID; with many, add the tenant to ALLOWED_TENANTS.',
  },
  guest: {
    cause: 'The account is at home in another tenant, or does not say where it is at home.',
    cure: 'Set ALLOW_GUESTS=true if guests may call; the optional claim acct tells members from guests.',
  },
  subject: {
    cause:
      'Neither sub nor oid says who it is. Old policies of B2C write “Not supported currently. Use oid claim.” into every sub.',
    cure: 'Let the policy emit the object id: User flows > Application claims > User’s Object ID.',
  },
  former_owner: {
    cause: 'The claim that FORMER_OBJECT_ID_CLAIM names is there, but holds no GUID.',
    cure: 'Correct the attribute of this person in the directory, or remove it where there is no former account.',
  },
  no_permission: {
    cause:
      'The token grants nothing: it has no scope in scp, and no permission of an application. An ID token is such a token.',
    cure: 'Send the access token, and ask for a scope of this API. For an application, grant one of the API’s permissions and consent to it.',
  },
  client: {
    cause: 'The token was issued to a client that is not listed here.',
    cure: 'Add the Application (client) ID of the client to ALLOWED_CLIENTS.',
  },
  key_bound: {
    cause: 'The token is bound to a key (cnf), so it is no bearer token.',
    cure: 'Let the client ask for a plain bearer token, without proof of possession.',
  },
  unknown_key: {
    cause:
      'The provider does not list the key: it was rolled over, or the token is of another tenant or policy, or of another local provider.',
    cure: askAgain,
  },
  key_issuer: {
    cause: 'The key signs for another tenant than the token is of.',
    cure: `The authority is not the one that issued the token. ${askAgain}`,
  },
  signature: {
    cause:
      'The token was changed on the way, is of somebody else, or is for Microsoft Graph (nonce in the header).',
    cure: notIssued,
  },
};
