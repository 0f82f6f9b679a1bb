/** What is to be done after a user flow did not end with a token. */
export type SignInOutcome =
  | { readonly next: 'reset-password' }
  | { readonly next: 'stay'; readonly tone: 'amber' | 'red'; readonly text: string };

/** The codes of B2C are in the description of the error. */
export function outcomeOf(error: unknown): SignInOutcome {
  const text = error instanceof Error ? error.message : '';
  if (text.includes('AADB2C90118')) return { next: 'reset-password' };
  if (text.includes('AADB2C90091')) {
    return { next: 'stay', tone: 'amber', text: 'You cancelled. Nothing was changed.' };
  }
  const code = /AADB2C\d+/.exec(text)?.[0];
  return {
    next: 'stay',
    tone: 'red',
    text: `Signing in did not work${code ? ` (${code})` : ''}. Please try again.`,
  };
}
