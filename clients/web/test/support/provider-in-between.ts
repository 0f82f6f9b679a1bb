import type { IncomingMessage } from 'node:http';
import { InBetween, type Answer } from './in-between.js';

type Tamper = (idToken: string) => string | Promise<string>;

/** Stands between the client and the local B2C, and can put another ID token into its answers. */
export class ProviderInBetween extends InBetween {
  /** What becomes of the ID tokens that pass. */
  tamper: Tamper = (idToken) => idToken;

  protected async sentOn(answer: Answer, { method, url }: IncomingMessage): Promise<Answer> {
    if (method !== 'POST' || !url?.includes('/token')) return answer;
    const said = JSON.parse(answer.body.toString()) as { id_token?: string };
    if (said.id_token === undefined) return answer;
    const changed = { ...said, id_token: await this.tamper(said.id_token) };
    return { ...answer, body: Buffer.from(JSON.stringify(changed)) };
  }
}
