import type { EmulatorResponse } from '../http/index.js';
import type { UserJourney } from '../tenant/index.js';
import { cancelForm, errorSummary, type Faults, field, stepForm, stepPath } from './form-fields.js';
import { html, page } from './layout.js';

/** What the sign-in page shows. */
export interface SignInPageOptions {
  readonly email?: string | undefined;
  readonly password?: string | undefined;
  /** Product and tenant: with several of them, pages would look the same. */
  readonly signsInTo: string;
  /** E-mails of the people the page offers to fill in. */
  readonly demoUsers: readonly string[];
  /** Whether people may sign up, and set a new password, by themselves. */
  readonly selfService: boolean;
  readonly faults?: Faults;
}

/** Sign in with a local account, or go on to sign-up or a forgotten password. */
export function signInPage(
  journey: UserJourney,
  { email, password, signsInTo, demoUsers, selfService, faults = {} }: SignInPageOptions,
): EmulatorResponse {
  const { policy, authorizeRequest } = journey;
  const signUp = selfService && policy.kind === 'sign-up-sign-in';
  const form = stepForm(
    journey,
    'sign-in',
    [
      field(
        {
          name: 'email',
          label: 'Email address',
          type: 'email',
          autocomplete: 'username',
          value: email ?? '',
        },
        faults,
      ),
      field(
        {
          name: 'password',
          label: 'Password',
          type: 'password',
          autocomplete: 'current-password',
          value: password ?? '',
        },
        faults,
      ),
      html`${selfService && html`<p><a href="${stepPath(journey, 'forgot-password')}">Forgot your password?</a></p>`}`,
    ],
    'Sign in',
  );
  return page({
    title: 'Sign in',
    formTarget: authorizeRequest.redirectUri,
    content: html`<h1>Sign in</h1>
      <p class="lead">
        to continue to <strong>${authorizeRequest.client.name}</strong>, through ${signsInTo}
      </p>
      ${errorSummary(faults)} ${form} ${cancelForm(journey)}
      ${signUp && html`<p class="alternative">Don't have an account? <a href="${stepPath(journey, 'sign-up')}">Sign up now</a></p>`}
      ${demoUsers.map(
        (name) =>
          html`<form class="demo" method="get" action="${stepPath(journey, 'sign-in')}">
            <input type="hidden" name="fill" value="${name}" />
            <button class="quiet">Fill in ${name}</button>
          </form>`,
      )}`,
  });
}
