import { nextStepAfter } from './user-flow-result.js';

const failed = (message: string) => nextStepAfter({ flow: 'signIn', error: new Error(message) });

it('goes on to the reset of a forgotten password', () => {
  expect(failed('access_denied: AADB2C90118: The user has forgotten…')).toEqual({
    next: 'reset-password',
  });
});

it('tells a person who cancelled what that means for them', () => {
  const error = new Error('AADB2C90091: The user has cancelled');
  expect(nextStepAfter({ flow: 'edit', error })).toMatchObject({
    severity: 'warning',
    text: 'You cancelled. Nothing was changed.',
  });
  for (const message of [error.message, 'access_denied: AADSTS65004: User declined to consent']) {
    expect(failed(message)).toMatchObject({ text: 'You cancelled. You are not signed in.' });
  }
});

it('shows the code of any other error, and none of its text', () => {
  expect(failed('AADB2C90085: <b>internal</b>')).toMatchObject({
    text: 'Signing in did not work (AADB2C90085). Please try again.',
  });
});

it('names the user flow that did not work', () => {
  const error = new Error('AADB2C90085: internal');
  expect(nextStepAfter({ flow: 'edit', error })).toMatchObject({
    text: 'Changing your profile did not work (AADB2C90085). Please try again.',
  });
  expect(nextStepAfter({ flow: 'reset', error })).toMatchObject({
    text: 'Changing your password did not work (AADB2C90085). Please try again.',
  });
});

it('says what was done for the person who is signed in, and nothing after a mere sign-in', () => {
  expect(nextStepAfter({ flow: 'edit' })).toMatchObject({
    severity: 'success',
    text: 'Your profile was saved.',
  });
  expect(nextStepAfter({ flow: 'reset' })).toMatchObject({ text: 'Your password was changed.' });
  expect(nextStepAfter({ flow: 'signIn' })).toBeUndefined();
});

it.each(['edit', 'reset'] as const)('never calls it the own account of the person: %s', (flow) => {
  expect(nextStepAfter({ flow, otherAccount: true })).toMatchObject({
    severity: 'warning',
    text: expect.stringMatching(/^That was another account\..* yours is as it was\. /),
  });
});
