import type { Answer } from '../server/answer.js';
import type { Interaction } from '../tenant/index.js';
import { cancelForm, errorSummary, field, stepForm, stepPath, type Faults } from './form.parts.js';
import { html } from './html.js';
import { page } from './page.js';

/** What the sign-in page shows. */
export interface SignInView {
  email?: string | undefined;
  password?: string | undefined;
  /** E-mails of the people the page offers to fill in. */
  demoUsers: readonly string[];
  /** Whether people may sign up, and set a new password, by themselves. */
  selfService: boolean;
  faults?: Faults;
}

/** Sign in with a local account, or go on to sign-up or a forgotten password. */
export function signInPage(
  interaction: Interaction,
  { email, password, demoUsers, selfService, faults = {} }: SignInView,
): Answer {
  const { policy, wanted } = interaction;
  const signUp = selfService && policy.kind === 'sign-up-sign-in';
  const form = stepForm(
    interaction,
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
      html`${selfService && html`<p><a href="${stepPath(interaction, 'forgot-password')}">Forgot your password?</a></p>`}`,
    ],
    'Sign in',
  );
  return page({
    title: 'Sign in',
    leadsTo: wanted.redirectUri,
    content: html`<h1>Sign in</h1>
      <p class="lead">to continue to <strong>${wanted.client.name}</strong></p>
      ${errorSummary(faults)} ${form} ${cancelForm(interaction)}
      ${signUp && html`<p class="alternative">Don't have an account? <a href="${stepPath(interaction, 'sign-up')}">Sign up now</a></p>`}
      ${demoUsers.map(
        (name) =>
          html`<form class="demo" method="get" action="${stepPath(interaction, 'sign-in')}">
            <input type="hidden" name="fill" value="${name}" />
            <button class="quiet">Fill in ${name}</button>
          </form>`,
      )}`,
  });
}
