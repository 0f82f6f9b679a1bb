import { AuthError } from '@azure/msal-browser';
import { SettingsError } from '../config/index.js';

/** Shown when the page cannot start. */
export function StartupErrorPage({ error }: { readonly error: unknown }) {
  return (
    <main class="welcome">
      <h1>Tasks cannot start</h1>
      <p role="alert">{startupErrorMessage(error)}</p>
      <button type="button" class="primary" onClick={() => location.reload()}>
        Try again
      </button>
    </main>
  );
}

/** Why the page cannot start. */
export function startupErrorMessage(error: unknown): string {
  if (error instanceof SettingsError) {
    return `This page is not set up.\n${error.message}`;
  }
  // `fetch` throws a TypeError when there is no response.
  if (error instanceof TypeError) {
    return 'The sign-in service cannot be reached. Please try again in a moment.';
  }
  const code = error instanceof AuthError ? ` (${error.errorCode})` : '';
  return `Signing in cannot be prepared${code}. Please tell whoever runs this page.`;
}
