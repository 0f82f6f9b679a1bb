import { UserFacingException } from '../errors/index.js';

/** The state of a response is unknown to this browser, expired, or used already. */
export function unknownState(): UserFacingException {
  return new UserFacingException({
    status: 400,
    title: 'This sign-in has expired',
    detail:
      'It was used already, took too long, or was not begun in this browser. Please start again.',
    link: { label: 'Sign in', href: '/auth/sign_in' },
    reason: 'unknown_state',
  });
}

/** The provider answered with an error that the person cannot resolve. */
export function refusedByProvider(reason: string): UserFacingException {
  return new UserFacingException({
    status: 502,
    title: 'The sign-in service refused',
    detail: `It could not do what was asked (${reason}). If that stays so, tell whoever runs this site.`,
    reason,
  });
}

const differentAccountTexts = {
  'sign-in': 'came back with another',
  'edit-profile': 'changed the profile of another',
};

/** The provider signed in somebody else than the signed-in user of this session. */
export function differentAccount(flow: keyof typeof differentAccountTexts): UserFacingException {
  return new UserFacingException({
    status: 409,
    title: 'That was another account',
    detail: `You are signed in here with one account, and ${differentAccountTexts[flow]}. Sign out, then sign in with the account you want.`,
    reason: 'another_person',
  });
}
