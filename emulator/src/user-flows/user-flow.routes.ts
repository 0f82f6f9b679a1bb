import { type Config, type Policy, resetsInPlace } from '../config/index.js';
import {
  empty,
  type EmulatorRequest,
  type EmulatorResponse,
  readEmulatorCookie,
  readForm,
} from '../http/index.js';
import { errorPage } from '../pages/index.js';
import { protocolErrors } from '../protocol/index.js';
import type { Tenant } from '../tenant/index.js';
import { codeStep, emailStep } from './email-verification.steps.js';
import type { OrchestrationStep } from './orchestration-step.js';
import { newPasswordStep, profileEditStep, signUpDetailsStep } from './self-asserted.steps.js';
import { cancelStep, forgotPasswordStep, signInStep } from './sign-in.steps.js';

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
const signUp = { 'sign-up': emailStep('sign-up'), code: codeStep, details: signUpDetailsStep };

/** The orchestration steps of a policy, by the last segment of their address. */
function stepsOf(config: Config, policy: Policy): Record<string, OrchestrationStep> {
  switch (policy.kind) {
    case 'sign-up-sign-in':
      return { ...signIn, ...signUp, ...(resetsInPlace(config, policy) && reset) };
    case 'edit-profile':
      return { ...signIn, profile: profileEditStep };
    case 'reset-password':
      return reset;
    case 'ropc':
      return {};
  }
}

/** `/interaction/{id}/{step}`: shows a step of a user journey, or takes its form. */
export async function userFlowRoute(
  tenant: Tenant,
  request: EmulatorRequest,
  id: string,
  stepName: string,
): Promise<EmulatorResponse> {
  const journey = tenant.journeys.find(id, readEmulatorCookie(request, 'journey'));
  if (!journey) {
    return errorPage(tenant.errorResponse(protocolErrors.stateLost()));
  }
  const steps = stepsOf(tenant.config, journey.policy);
  const step = Object.hasOwn(steps, stepName) ? steps[stepName] : undefined;
  if (!step) {
    return empty(404);
  }

  const posted = request.method === 'POST';
  const handler = posted ? step.submit : step.show;
  if (!handler) {
    return empty(405, { allow: posted ? 'GET' : 'POST' });
  }
  const form = posted ? await readForm(request) : new URLSearchParams();
  if (posted && form.get('csrf') !== journey.csrf) {
    return errorPage(tenant.errorResponse(protocolErrors.stateLost()));
  }
  return handler({ tenant, request, journey, form });
}
