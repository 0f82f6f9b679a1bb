import { isSamePerson } from './account.js';

const account = (idTokenClaims: { readonly oid?: string; readonly sub: string }) => ({
  idTokenClaims,
});

it('knows a person again who comes from another user flow', () => {
  const signedIn = account({ oid: 'ada', sub: 'ada' });
  expect(isSamePerson(signedIn, account({ oid: 'ada', sub: 'ada' }))).toBe(true);
  expect(isSamePerson(signedIn, account({ sub: 'ada' }))).toBe(true);
});

it('tells two people apart, also where the subject says nothing', () => {
  const sub = 'Not supported currently. Use oid claim.';
  expect(isSamePerson(account({ oid: 'ada', sub }), account({ oid: 'bob', sub }))).toBe(false);
});
