import type { EmulatorResponse } from '../http/index.js';
import { emailPage, newPasswordPage, profileEditPage, signUpDetailsPage } from '../pages/index.js';
import type { UserJourney } from '../tenant/index.js';
import { verifiedEmail } from './email-verification.steps.js';
import {
  attributeFaults,
  newPasswordFaults,
  type OrchestrationStep,
  readAttributes,
  redirectToStep,
} from './orchestration-step.js';
import { completeUserJourney, completeWithSignIn } from './user-journey.js';

/** Last step of sign-up: creates the account and signs in. */
export const signUpDetailsStep: OrchestrationStep = {
  show: ({ journey }) => {
    const email = verifiedEmail(journey, 'sign-up');
    return email === undefined
      ? redirectToStep(journey, 'sign-up')
      : signUpDetailsPage(journey, email);
  },
  submit: async ({ tenant, request, journey, form }) => {
    const email = verifiedEmail(journey, 'sign-up');
    if (email === undefined) {
      return redirectToStep(journey, 'sign-up');
    }
    const { attributes } = journey.policy;
    const values = readAttributes(attributes, form);
    const faults = { ...newPasswordFaults(form), ...attributeFaults(attributes, values) };
    if (Object.keys(faults).length > 0) {
      return signUpDetailsPage(journey, email, values, faults);
    }
    const known = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
    const user = await tenant.users.create(email, form.get('password') ?? '', known);
    if (!user) {
      return emailPage(journey, 'sign-up', {
        email,
        faults: {
          email: 'A user with the specified ID already exists. Please choose a different one.',
        },
      });
    }
    return completeWithSignIn(tenant, request, journey, user, true);
  },
};

/** The edit-profile page. */
export const profileEditStep: OrchestrationStep = {
  show: ({ journey }) => {
    const { signedIn, policy } = journey;
    if (!signedIn) {
      return redirectToStep(journey, 'sign-in');
    }
    const { email, attributes } = signedIn.user;
    const values = policy.attributes.map((name) => [name, String(attributes[name] ?? '')]);
    return profileEditPage(journey, email, Object.fromEntries(values));
  },
  submit: async ({ tenant, journey, form }) => {
    const { signedIn, policy, authorizeRequest } = journey;
    if (!signedIn) {
      return redirectToStep(journey, 'sign-in');
    }
    const values = readAttributes(policy.attributes, form);
    const faults = attributeFaults(policy.attributes, values);
    if (Object.keys(faults).length > 0) {
      return profileEditPage(journey, signedIn.user.email, values, faults);
    }
    const user = await tenant.users.update(signedIn.user, values);
    tenant.journeys.end(journey);
    return completeUserJourney(tenant, {
      policy,
      authorizeRequest,
      user,
      authTime: signedIn.authTime,
    });
  },
};

/** Last step of a password reset: sets the password and signs in. */
export const newPasswordStep: OrchestrationStep = {
  show: ({ tenant, journey }) => {
    const email = verifiedEmail(journey, 'reset-password');
    if (email === undefined) {
      return redirectToStep(journey, 'reset-password');
    }
    return tenant.users.findByEmail(email)
      ? newPasswordPage(journey, email)
      : noSuchAccount(journey, email);
  },
  submit: async ({ tenant, request, journey, form }) => {
    const email = verifiedEmail(journey, 'reset-password');
    if (email === undefined) {
      return redirectToStep(journey, 'reset-password');
    }
    const user = tenant.users.findByEmail(email);
    if (!user) {
      return noSuchAccount(journey, email);
    }
    const faults = newPasswordFaults(form);
    if (Object.keys(faults).length > 0) {
      return newPasswordPage(journey, email, faults);
    }
    await tenant.users.changePassword(user, form.get('password') ?? '');
    return completeWithSignIn(tenant, request, journey, user);
  },
};

function noSuchAccount(journey: UserJourney, email: string): EmulatorResponse {
  return emailPage(journey, 'reset-password', {
    email,
    faults: { email: 'An account could not be found for the provided user ID.' },
  });
}
