import { resetsInPlace, type Config, type Policy } from '../config/index.js';
import { refusals } from '../oauth/refusals.js';
import { errorPage } from '../pages/error.page.js';
import { empty, type Answer } from '../server/answer.js';
import { emulatorCookie } from '../server/cookies.js';
import { readForm, type EmulatorRequest } from '../server/emulator-request.js';
import type { Tenant } from '../tenant/index.js';
import { detailsStep, newPasswordStep, profileStep } from './account.steps.js';
import { cancelStep, forgotPasswordStep, signInStep } from './sign-in.step.js';
import type { Step } from './step.js';
import { codeStep, emailStep } from './verification.steps.js';

const signIn = {
  'sign-in': signInStep,
  'forgot-password': forgotPasswordStep,
  cancel: cancelStep,
};
const reset = {
  'reset-password': emailStep('reset-password'),
  code: codeStep,
  'new-password': newPasswordStep,
  cancel: cancelStep,
};
const signUp = { 'sign-up': emailStep('sign-up'), code: codeStep, details: detailsStep };

/** The pages a policy consists of. */
function stepsOf(config: Config, policy: Policy): Record<string, Step> {
  switch (policy.kind) {
    case 'sign-up-sign-in':
      return { ...signIn, ...signUp, ...(resetsInPlace(config, policy) && reset) };
    case 'edit-profile':
      return { ...signIn, profile: profileStep };
    case 'reset-password':
      return reset;
  }
}

/** `/interaction/{id}/{step}`: the pages of a user flow. */
export async function interactionRoute(
  tenant: Tenant,
  request: EmulatorRequest,
  id: string,
  stepName: string,
): Promise<Answer> {
  const interaction = tenant.interactions.find(id, emulatorCookie(request, 'browser'));
  if (!interaction) return errorPage(tenant.writeRefusal(refusals.stateLost()));
  const steps = stepsOf(tenant.config, interaction.policy);
  const step = Object.hasOwn(steps, stepName) ? steps[stepName] : undefined;
  if (!step) return empty(404);

  const posted = request.method === 'POST';
  const handler = posted ? step.submit : step.show;
  if (!handler) return empty(405, { allow: posted ? 'GET' : 'POST' });
  const form = posted ? await readForm(request) : new URLSearchParams();
  if (posted && form.get('csrf') !== interaction.csrf)
    return errorPage(tenant.writeRefusal(refusals.stateLost()));
  return handler({ tenant, request, interaction, form });
}
