import { demoUser } from 'azure-ad-b2c-emulator';
import type { Visitor } from './visitor.js';
import type { WholeSetUp } from './whole-set-up.js';

/** What the browser keeps of a session. */
export const cookieName = 'tasks-session';

/** Ways into the client of a running set-up, one step at a time. */
export function accessOf(running: WholeSetUp) {
  const at = (path: string) => running.client.origin + path;
  return {
    at,

    /** Goes through the sign-in page, and stops with the provider's answer in hand. */
    answerFor: async (visitor: Visitor): Promise<URL> => {
      const form = await visitor.open(at('/auth/sign_in'), { until: at('/getAToken') });
      if (form.status === 0) return form.url;
      const answer = await visitor.submit(form, 'sign-in', { ...demoUser }, at('/getAToken'));
      return answer.url;
    },

    isSignedIn: async (visitor: Visitor): Promise<boolean> =>
      (await visitor.open(at('/auth/token_details'))).status === 200,
  };
}
