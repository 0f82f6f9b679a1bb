import { AuthError } from '@azure/msal-browser';
import { SettingsError } from './config/settings.js';

/** Why the page cannot start, in words. */
export function startFailure(error: unknown): string {
  if (error instanceof SettingsError) return `This page is not set up.\n${error.message}`;
  // What `fetch` throws when there is no answer.
  if (error instanceof TypeError) {
    return 'The sign-in service cannot be reached. Please try again in a moment.';
  }
  const code = error instanceof AuthError ? ` (${error.errorCode})` : '';
  return `Signing in cannot be prepared${code}. Please tell whoever runs this page.`;
}
