import { detailsPage, newPasswordPage, profilePage } from '../pages/account.pages.js';
import { emailPage } from '../pages/verification.pages.js';
import type { Answer } from '../server/answer.js';
import type { Interaction } from '../tenant/index.js';
import { finish, finishSignedIn } from './finish.js';
import { attributeFaults, newPasswordFaults, readAttributes } from './submitted.js';
import { goTo, type Step } from './step.js';
import { verifiedEmail } from './verification.steps.js';

/** Last step of sign-up: makes the account and signs in. */
export const detailsStep: Step = {
  show: ({ interaction }) => {
    const email = verifiedEmail(interaction, 'sign-up');
    return email === undefined ? goTo(interaction, 'sign-up') : detailsPage(interaction, email);
  },
  submit: async ({ tenant, request, interaction, form }) => {
    const email = verifiedEmail(interaction, 'sign-up');
    if (email === undefined) return goTo(interaction, 'sign-up');
    const { attributes } = interaction.policy;
    const values = readAttributes(attributes, form);
    const faults = { ...newPasswordFaults(form), ...attributeFaults(attributes, values) };
    if (Object.keys(faults).length > 0) return detailsPage(interaction, email, values, faults);
    const known = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
    const user = await tenant.users.create(email, form.get('password') ?? '', known);
    if (!user)
      return emailPage(interaction, 'sign-up', {
        email,
        faults: {
          email: 'A user with the specified ID already exists. Please choose a different one.',
        },
      });
    return finishSignedIn(tenant, request, interaction, user, true);
  },
};

/** The edit-profile page. */
export const profileStep: Step = {
  show: ({ interaction }) => {
    const { signedIn, policy } = interaction;
    if (!signedIn) return goTo(interaction, 'sign-in');
    const { email, attributes } = signedIn.user;
    const values = policy.attributes.map((name) => [name, String(attributes[name] ?? '')]);
    return profilePage(interaction, email, Object.fromEntries(values));
  },
  submit: async ({ tenant, interaction, form }) => {
    const { signedIn, policy, wanted } = interaction;
    if (!signedIn) return goTo(interaction, 'sign-in');
    const values = readAttributes(policy.attributes, form);
    const faults = attributeFaults(policy.attributes, values);
    if (Object.keys(faults).length > 0)
      return profilePage(interaction, signedIn.user.email, values, faults);
    const user = await tenant.users.update(signedIn.user, values);
    tenant.interactions.end(interaction);
    return finish(tenant, { policy, wanted, user, authTime: signedIn.authTime });
  },
};

/** Last step of a password reset: sets the password and signs in. */
export const newPasswordStep: Step = {
  show: ({ tenant, interaction }) => {
    const email = verifiedEmail(interaction, 'reset-password');
    if (email === undefined) return goTo(interaction, 'reset-password');
    return tenant.users.findByEmail(email)
      ? newPasswordPage(interaction, email)
      : noSuchAccount(interaction, email);
  },
  submit: async ({ tenant, request, interaction, form }) => {
    const email = verifiedEmail(interaction, 'reset-password');
    if (email === undefined) return goTo(interaction, 'reset-password');
    const user = tenant.users.findByEmail(email);
    if (!user) return noSuchAccount(interaction, email);
    const faults = newPasswordFaults(form);
    if (Object.keys(faults).length > 0) return newPasswordPage(interaction, email, faults);
    await tenant.users.changePassword(user, form.get('password') ?? '');
    return finishSignedIn(tenant, request, interaction, user);
  },
};

function noSuchAccount(interaction: Interaction, email: string): Answer {
  return emailPage(interaction, 'reset-password', {
    email,
    faults: { email: 'An account could not be found for the provided user ID.' },
  });
}
