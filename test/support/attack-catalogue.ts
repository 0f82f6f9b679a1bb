/** The specs of attacks on the token of one B2C tenant, by their path in `test/`. */
export const attacksOnTokens = [
  'auth/applications',
  'auth/credentials',
  'auth/policies',
  'auth/policy-keys',
  'auth/scopes',
  'auth/token-claims',
  'auth/token-header',
  'auth/token-syntax',
  'auth/verified-tokens',
];
