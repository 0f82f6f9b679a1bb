/** How bad it is: amber for what the person can settle, red for what only time or repair can. */
export type Tone = 'green' | 'amber' | 'red';

/** What kind of answer came instead of success. */
export type TroubleKind =
  | 'sign-in'
  | 'permission'
  | 'conflict'
  | 'gone'
  | 'invalid'
  | 'limit'
  | 'unavailable'
  | 'offline'
  | 'unexpected';

/** The part of an answer that decides what the person is told. */
export interface FailedAnswer {
  readonly status: number;
  readonly challenge?: string | null;
  readonly retryAfter?: string | null;
  readonly problem?:
    | {
        readonly detail?: string | undefined;
        readonly errors?: readonly Fault[] | undefined;
      }
    | undefined;
}

/** What the server found wrong with one part of what was sent. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

/** An answer that is not success, in words. */
export class Trouble extends Error {
  override readonly name = 'Trouble';

  constructor(
    readonly kind: TroubleKind,
    readonly tone: Tone,
    message: string,
    readonly retryAfterSeconds?: number,
    readonly faults: readonly Fault[] = [],
  ) {
    super(message);
  }

  /** Whether the same call may work a little later. */
  get passes(): boolean {
    return this.kind === 'limit' || this.kind === 'unavailable' || this.kind === 'offline';
  }
}

export const isA = (kind: TroubleKind, error: unknown): error is Trouble =>
  error instanceof Trouble && error.kind === kind;

/** No answer at all from one of the two services that the page needs. */
export const offline = (service: 'tasks' | 'sign-in'): Trouble =>
  new Trouble(
    'offline',
    'red',
    `The ${service} service cannot be reached. What you did is kept here.`,
  );

/** Says what an answer means for the person. */
export function troubleOf({ status, challenge, retryAfter, problem }: FailedAnswer): Trouble {
  const seconds = /^\d+$/.test(retryAfter ?? '') ? Number(retryAfter) : undefined;
  switch (status) {
    case 401:
      return new Trouble('sign-in', 'amber', 'Your session has ended. Sign in again to go on.');
    case 403: {
      const scope = /scope="([^"]*)"/.exec(challenge ?? '')?.[1];
      const text = scope
        ? `You lack the permission ${scope}. Ask for it to be granted, then sign in again.`
        : 'You are not let in from this place.';
      return new Trouble('permission', 'amber', text);
    }
    case 404:
      return new Trouble(
        'gone',
        'amber',
        'This task is no longer there. It was deleted elsewhere.',
      );
    case 412:
      return new Trouble('conflict', 'amber', 'This task was changed elsewhere in the meantime.');
    case 429:
      return new Trouble('limit', 'amber', 'That was a lot at once.', seconds);
    case 502:
    case 503:
    case 504:
      return new Trouble(
        'unavailable',
        'red',
        'The tasks service is not available just now. What you did is kept here.',
        seconds,
      );
    default:
  }
  if (status < 500) {
    return new Trouble('invalid', 'amber', faultsIn(problem), undefined, problem?.errors);
  }
  return new Trouble('unexpected', 'red', 'Something went wrong on the server. Please try again.');
}

function faultsIn(problem: FailedAnswer['problem']): string {
  const faults = (problem?.errors ?? []).map(({ path, message }) => `${path}: ${message}`);
  return faults.join('\n') || problem?.detail || 'The server did not accept this.';
}
