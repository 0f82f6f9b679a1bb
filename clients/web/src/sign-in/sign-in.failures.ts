import { SpokenException } from '../errors/index.js';

/** An answer that this browser did not ask for, or asked for long ago, or has used already. */
export function unknownState(): SpokenException {
  return new SpokenException({
    status: 400,
    title: 'This sign-in has expired',
    detail:
      'It was used already, took too long, or was not begun in this browser. Nothing was changed.',
    wayOn: { label: 'Sign in', href: '/auth/sign_in' },
    reason: 'unknown_state',
  });
}

/** The provider said no, for a reason that the person can do nothing about. */
export function refusedByProvider(reason: string): SpokenException {
  return new SpokenException({
    status: 502,
    title: 'The sign-in service refused',
    detail: `It could not do what was asked (${reason}). If that stays so, tell whoever runs this site.`,
    reason,
  });
}

const doneWithAnother = {
  'sign-in': 'came back with another',
  'edit-profile': 'changed the profile of another',
};

/** Somebody else came back from the provider than is signed in here. */
export function anotherPerson(flow: keyof typeof doneWithAnother): SpokenException {
  return new SpokenException({
    status: 409,
    title: 'That was another account',
    detail: `You are signed in here with one account, and ${doneWithAnother[flow]}. Sign out, then sign in with the account you want.`,
    reason: 'another_person',
  });
}
