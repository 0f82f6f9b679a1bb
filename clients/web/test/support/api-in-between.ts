import { InBetween, type Answer } from './in-between.js';

/** What a proxy does with the answers of the API. */
type Fate = 'passed on' | 'lost' | 'replaced by 504';

/** A proxy in front of the API, whose answers may not come back. */
export class ApiInBetween extends InBetween {
  fate: Fate = 'passed on';

  protected sentOn(answer: Answer): Answer | undefined {
    if (this.fate === 'lost') return undefined;
    if (this.fate === 'passed on') return answer;
    return { status: 504, headers: {}, body: Buffer.alloc(0) };
  }
}
