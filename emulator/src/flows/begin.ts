import { randomBytes } from 'node:crypto';
import type { Policy } from '../config/index.js';
import { stepPath } from '../pages/form.parts.js';
import { redirect, withCookie, type Answer } from '../server/answer.js';
import { emulatorCookie, setCookie } from '../server/cookies.js';
import type { EmulatorRequest } from '../server/emulator-request.js';
import type { Interaction, Tenant } from '../tenant/index.js';

/** Begins a user flow and sends the browser to its first page. */
export function begin(
  tenant: Tenant,
  request: EmulatorRequest,
  begun: Pick<Interaction, 'policy' | 'wanted' | 'signedIn'>,
): Answer {
  const known = emulatorCookie(request, 'browser');
  const browser = known ?? randomBytes(24).toString('base64url');
  const interaction = tenant.interactions.start({ ...begun, browser });
  const answer = redirect(stepPath(interaction, firstStep(begun.policy, begun.signedIn)));
  return known === undefined ? withCookie(answer, setCookie(request, 'browser', browser)) : answer;
}

/** Where a policy starts, given whether somebody is signed in. */
function firstStep({ kind }: Policy, signedIn: Interaction['signedIn']): string {
  switch (kind) {
    case 'sign-up-sign-in':
      return 'sign-in';
    case 'edit-profile':
      return signedIn ? 'profile' : 'sign-in';
    case 'reset-password':
      return 'reset-password';
  }
}
