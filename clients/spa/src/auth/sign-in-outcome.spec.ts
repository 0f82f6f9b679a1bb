import { outcomeOf } from './sign-in-outcome.js';

it('goes on to the reset of a forgotten password', () => {
  expect(outcomeOf(new Error('access_denied: AADB2C90118: The user has forgotten…'))).toEqual({
    next: 'reset-password',
  });
});

it('tells a person who cancelled that nothing was changed', () => {
  expect(outcomeOf(new Error('AADB2C90091: The user has cancelled'))).toMatchObject({
    tone: 'amber',
    text: 'You cancelled. Nothing was changed.',
  });
});

it('shows the code of any other error, and none of its text', () => {
  expect(outcomeOf(new Error('AADB2C90085: <b>internal</b>'))).toMatchObject({
    text: 'Signing in did not work (AADB2C90085). Please try again.',
  });
});
