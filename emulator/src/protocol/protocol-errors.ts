import { ProtocolError } from './protocol-error.js';

// Codes and texts: https://learn.microsoft.com/azure/active-directory-b2c/error-codes
// The OAuth error name of a code is not documented. Names marked "seen" were seen in
// published output of the service; the others follow RFC 6749.
const protocolError = (...parts: ConstructorParameters<typeof ProtocolError>) =>
  new ProtocolError(...parts);

/** All protocol errors of the emulator. */
export const protocolErrors = {
  redirectUriUnknown: (uri: string, client: string) =>
    protocolError(
      90006,
      'invalid_request',
      `The redirect URI '${uri}' provided in the request is not registered for the client id '${client}'.`,
    ),
  // Seen with this error name at the authorize endpoint, which sends it to a registered redirect URI.
  redirectUriMismatch: (uri: string, client: string) =>
    protocolError(
      90006,
      'redirect_uri_mismatch',
      `The redirect URI '${uri}' provided in the request is not registered for the client id '${client}'.`,
    ),
  clientIdMissing: () =>
    protocolError(90008, 'invalid_request', 'The request does not contain a client id parameter.'),
  scopeMissing: () =>
    protocolError(90010, 'invalid_request', 'The request does not contain a scope parameter.'),
  responseTypeUnsupported: (type: string) =>
    protocolError(
      90013,
      'unsupported_response_type',
      `The requested response type '${type}' provided in the request is not supported.`,
    ),
  responseModeUnsupported: (mode: string) =>
    protocolError(
      90014,
      'invalid_request',
      `The requested response mode '${mode}' provided in the request is not supported.`,
    ),
  clientUnknown: (client: string, tenant: string) =>
    protocolError(
      90018,
      'unauthorized_client',
      `The client id '${client}' specified in the request is not registered in tenant '${tenant}'.`,
    ),
  promptInvalid: () =>
    protocolError(
      90043,
      'invalid_request',
      "The prompt included in the request contains invalid values. Expected 'none', 'login', 'consent' or 'select_account'.",
    ),
  stateLost: () =>
    protocolError(
      90046,
      'invalid_request',
      'We are having trouble loading your current state. You might want to try starting your session over from the beginning.',
    ),
  implicitFlowOff: () =>
    protocolError(
      90057,
      'unauthorized_client',
      'The provided application is not configured to allow the OAuth Implicit flow.',
    ),
  logoutUriInvalid: (uri: string) =>
    protocolError(
      90067,
      'invalid_request',
      `The post logout redirect URI '${uri}' has an invalid format. Specify an https based URL such as 'https://example.com/return' or for native clients use the IETF native client URI 'urn:ietf:wg:oauth:2.0:oob'.`,
    ),
  // Seen with this error name.
  noSession: () =>
    protocolError(
      90077,
      'interaction_required',
      "User does not have an existing session and request prompt parameter has a value of 'None'.",
    ),
  // Seen with this error name.
  secretMissing: () =>
    protocolError(
      90079,
      'invalid_request',
      'Clients must send a client_secret when redeeming a confidential grant.',
    ),
  grantExpired: (now: string, issued: string, ends: string) =>
    protocolError(
      90080,
      'invalid_grant',
      `The provided grant has expired. Please re-authenticate and try again. Current time: ${now}, Grant issued time: ${issued}, Grant sliding window expiration time: ${ends}.`,
    ),
  // Seen with this error name, and with status 400.
  secretWrong: () =>
    protocolError(
      90081,
      'invalid_client',
      'The specified client_secret does not match the expected value for this client. Please correct the client_secret and try again.',
    ),
  parameterMissing: (name: string) =>
    protocolError(90083, 'invalid_request', `The request is missing required parameter: ${name}.`),
  secretFromPublicClient: () =>
    protocolError(
      90084,
      'invalid_request',
      'Public clients should not send a client_secret when redeeming a publicly acquired grant.',
    ),
  grantTypeUnsupported: (type: string) =>
    protocolError(
      90086,
      'unsupported_grant_type',
      `The supplied grant_type [${type}] is not supported.`,
    ),
  grantOfAnother: (actual: string, expected: string) =>
    protocolError(
      90088,
      'invalid_grant',
      `The provided grant has not been issued for this endpoint. Actual Value : ${actual} and Expected Value : ${expected}`,
    ),
  // Real grants are encrypted tokens (JWE), hence this text.
  grantUnknown: () =>
    protocolError(90090, 'invalid_grant', 'The provided JWE is not a valid 5 segment token.'),
  cancelled: () =>
    protocolError(
      90091,
      'access_denied',
      'The user has cancelled entering self-asserted information.',
    ),
  idTokenWithoutOpenid: () =>
    protocolError(
      90110,
      'invalid_request',
      "The scope parameter must include 'openid' when requesting a response_type that includes 'id_token'.",
    ),
  nothingToIssue: () =>
    protocolError(
      90115,
      'invalid_request',
      "When requesting the 'code' response_type, the scope parameter must include a resource or client ID for access tokens, and 'openid' for ID tokens. Additionally include 'offline_access' for refresh tokens.",
    ),
  // Seen with this error name.
  scopeUnsupported: (scope: string) =>
    protocolError(
      90117,
      'invalid_request',
      `The scope '${scope}' provided in the request is not supported.`,
    ),
  forgotPassword: () =>
    protocolError(90118, 'access_denied', 'The user has forgotten their password.'),
  accountGone: () =>
    protocolError(
      90128,
      'invalid_grant',
      'The account associated with this grant no longer exists. Please reauthenticate and try again.',
    ),
  grantRevoked: () =>
    protocolError(
      90129,
      'invalid_grant',
      'The provided grant has been revoked. Please reauthenticate and try again.',
    ),
  severalResources: (scope: string) =>
    protocolError(
      90146,
      'invalid_request',
      `The scope '${scope}' provided in request specifies more than one resource for an access token, which is not supported.`,
    ),
  verifierMismatch: () =>
    protocolError(
      90182,
      'invalid_grant',
      'The supplied code_verifier does not match associated code_challenge',
    ),
  verifierInvalid: () =>
    protocolError(90183, 'invalid_grant', 'The supplied code_verifier is invalid'),
  challengeMethodUnsupported: () =>
    protocolError(
      90184,
      'invalid_request',
      'The supplied code_challenge_method is not supported. Supported values are plain or S256',
    ),
  // Seen with this error name.
  notPermitted: () =>
    protocolError(
      90205,
      'invalid_request',
      'This application does not have sufficient permissions against this web resource to perform the operation.',
    ),
  // Seen with this error name.
  credentialsWrong: () =>
    protocolError(
      90225,
      'access_denied',
      'The username or password provided in the request are invalid.',
    ),
  hintInvalid: () =>
    protocolError(
      90210,
      'invalid_request',
      'The provided id_token_hint parameter could not be validated. Please provide another token and try again.',
    ),
  challengeMissing: () =>
    protocolError(
      99059,
      'invalid_request',
      'The supplied request must present a code_challenge. Required for single-page apps using the authorization code flow.',
    ),
  // The errors below are of Entra ID and External ID alone; B2C has no numbers for them, so these are made up.
  claimsInvalid: () =>
    protocolError(99901, 'invalid_request', 'The claims parameter is no claims request in JSON.'),
  authContextMissing: (context: string) =>
    protocolError(
      99902,
      'interaction_required',
      `The user must satisfy the authentication context '${context}'.`,
      JSON.stringify({ access_token: { acrs: { essential: true, value: context } } }),
    ),
  assertionInvalid: (reason: string) =>
    protocolError(99903, 'invalid_grant', `The assertion is not valid: ${reason}.`),
  scopeNotDefault: (scope: string) =>
    protocolError(
      99068,
      'invalid_request',
      `Scope parameter (${scope}) must be formatted like https://<application-uri>/.default`,
    ),
} as const;
