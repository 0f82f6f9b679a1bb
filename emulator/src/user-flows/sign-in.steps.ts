import { productName, resetsInPlace } from '../config/index.js';
import type { EmulatorResponse } from '../http/index.js';
import { formFault, signInPage, type SignInPageOptions } from '../pages/index.js';
import { protocolErrors, resetPoliciesHint } from '../protocol/index.js';
import type { Tenant } from '../tenant/index.js';
import {
  type OrchestrationStep,
  redirectToStep,
  type StepContext,
  text,
} from './orchestration-step.js';
import { completeWithError, completeWithSignIn, signIn } from './user-journey.js';

/** Sign in with e-mail and password. */
export const signInStep: OrchestrationStep = {
  show: ({ tenant, request, journey }) => {
    const filled = tenant.config.users.find(
      (user) => user.demo && user.email === request.query.get('fill'),
    );
    return signInPage(journey, {
      email: filled?.email ?? journey.authorizeRequest.loginHint,
      password: filled?.password,
      ...offers(tenant),
    });
  },
  submit: async (context) => {
    const { tenant, request, journey, form } = context;
    const email = text(form, 'email');
    const password = form.get('password') ?? '';
    const faults = {
      ...(email === '' && { email: 'Please enter your email address.' }),
      ...(password === '' && { password: 'Please enter your password.' }),
    };
    if (Object.keys(faults).length > 0) {
      return again(context, { email, faults });
    }
    const user = await tenant.users.authenticate(email, password);
    if (!user) {
      const { clientId } = journey.authorizeRequest.client;
      tenant.activity.record({ kind: 'failed-sign-in', email, clientId });
      return again(context, { email, faults: { [formFault]: 'Invalid username or password.' } });
    }
    if (journey.policy.kind === 'sign-up-sign-in') {
      return completeWithSignIn(tenant, request, journey, user);
    }
    const authTime = tenant.seconds();
    journey.signedIn = { user, authTime };
    const next = redirectToStep(journey, 'profile');
    return signIn(tenant, request, journey.policy, user, authTime, next);
  },
};

/** The forgot-password link: resets in the same journey, or returns AADB2C90118 to the client. */
export const forgotPasswordStep: OrchestrationStep = {
  show: ({ tenant, journey }) =>
    resetsInPlace(tenant.config, journey.policy)
      ? redirectToStep(journey, 'reset-password')
      : completeWithError(
          tenant,
          journey,
          protocolErrors.forgotPassword().withHint(resetPoliciesHint(tenant.config)),
        ),
};

/** The Cancel button: returns AADB2C90091 to the client. */
export const cancelStep: OrchestrationStep = {
  submit: ({ tenant, journey }) => completeWithError(tenant, journey, protocolErrors.cancelled()),
};

function again(
  { tenant, journey }: StepContext,
  view: Omit<SignInPageOptions, keyof Offers>,
): EmulatorResponse {
  return signInPage(journey, { ...view, ...offers(tenant) });
}

type Offers = Pick<SignInPageOptions, 'signsInTo' | 'demoUsers' | 'selfService'>;

/** Where this signs in, demo users and self-service links. Entra ID has no self-service: administrators create accounts. */
function offers({ config }: Tenant): Offers {
  return {
    signsInTo: `${productName(config)} (${config.tenant.name})`,
    demoUsers: config.users.filter((user) => user.demo).map((user) => user.email),
    selfService: config.provider !== 'entra',
  };
}
