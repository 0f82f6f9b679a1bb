/** One line of the table of claims. */
export interface ClaimRow {
  readonly name: string;
  readonly value: string;
  readonly meaning: string;
}

/** https://learn.microsoft.com/azure/active-directory-b2c/tokens-overview#claims */
const meanings: Readonly<Record<string, string>> = {
  iss: 'Who issued the token',
  aud: 'The application it is for',
  exp: 'Valid until',
  nbf: 'Valid from',
  iat: 'Issued at',
  auth_time: 'When you signed in',
  sub: 'Who you are, as an id',
  oid: 'Your object id in the directory',
  tfp: 'The user flow that issued it',
  acr: 'The user flow that issued it',
  nonce: 'Ties the token to one sign-in',
  ver: 'Version of the token',
  name: 'Display name',
  given_name: 'Given name',
  family_name: 'Surname',
  emails: 'E-mail addresses',
  idp: 'Where you have your account',
  newUser: 'Whether you just signed up',
  city: 'City',
  country: 'Country or region',
  state: 'State or province',
  postalCode: 'Postal code',
  streetAddress: 'Street address',
  jobTitle: 'Job title',
  at_hash: 'Ties the token to an access token',
  c_hash: 'Ties the token to a code',
};

const times = new Set(['exp', 'nbf', 'iat', 'auth_time']);

/** Claims as lines to be read by people: what is about the person first. */
export function claimRows(claims: Readonly<Record<string, unknown>>): ClaimRow[] {
  const rows = Object.entries(claims).map(([name, value]) => ({
    name,
    value: times.has(name) && typeof value === 'number' ? inTime(value) : inWords(value),
    meaning: meanings[name] ?? '',
  }));
  return rows.toSorted((a, b) => Number(technical.has(a.name)) - Number(technical.has(b.name)));
}

const technical = new Set([
  ...times,
  'iss',
  'aud',
  'sub',
  'oid',
  'tfp',
  'acr',
  'nonce',
  'ver',
  'at_hash',
  'c_hash',
]);

function inTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(inWords).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
