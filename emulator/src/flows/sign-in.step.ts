import { resetsInPlace } from '../config/index.js';
import { refusals } from '../oauth/refusals.js';
import { formFault } from '../pages/form.parts.js';
import { signInPage, type SignInView } from '../pages/sign-in.page.js';
import type { Answer } from '../server/answer.js';
import type { Tenant } from '../tenant/index.js';
import { finishSignedIn, leave, signIn } from './finish.js';
import { goTo, text, type Step, type StepContext } from './step.js';

/** Sign in with e-mail and password. */
export const signInStep: Step = {
  show: ({ tenant, request, interaction }) => {
    const filled = tenant.config.users.find(
      (user) => user.demo && user.email === request.query.get('fill'),
    );
    return signInPage(interaction, {
      email: filled?.email ?? interaction.wanted.loginHint,
      password: filled?.password,
      ...offers(tenant),
    });
  },
  submit: async (context) => {
    const { tenant, request, interaction, form } = context;
    const email = text(form, 'email');
    const password = form.get('password') ?? '';
    const faults = {
      ...(email === '' && { email: 'Please enter your email address.' }),
      ...(password === '' && { password: 'Please enter your password.' }),
    };
    if (Object.keys(faults).length > 0) return again(context, { email, faults });
    const user = await tenant.users.authenticate(email, password);
    if (!user)
      return again(context, { email, faults: { [formFault]: 'Invalid username or password.' } });
    if (interaction.policy.kind === 'sign-up-sign-in')
      return finishSignedIn(tenant, request, interaction, user);
    const authTime = tenant.seconds();
    interaction.signedIn = { user, authTime };
    const next = goTo(interaction, 'profile');
    return signIn(tenant, request, interaction.policy, user, authTime, next);
  },
};

/** The link on the sign-in page: a reset in place, or AADB2C90118 for the client to act on. */
export const forgotPasswordStep: Step = {
  show: ({ tenant, interaction }) =>
    resetsInPlace(tenant.config, interaction.policy)
      ? goTo(interaction, 'reset-password')
      : leave(tenant, interaction, refusals.forgotPassword()),
};

/** The button on every page. */
export const cancelStep: Step = {
  submit: ({ tenant, interaction }) => leave(tenant, interaction, refusals.cancelled()),
};

function again({ tenant, interaction }: StepContext, view: Omit<SignInView, keyof Offers>): Answer {
  return signInPage(interaction, { ...view, ...offers(tenant) });
}

type Offers = Pick<SignInView, 'demoUsers' | 'selfService'>;

/** What the page offers besides signing in. An organization makes accounts for its people itself. */
function offers({ config }: Tenant): Offers {
  return {
    demoUsers: config.users.filter((user) => user.demo).map((user) => user.email),
    selfService: config.provider !== 'entra',
  };
}
