/** Faults to play, for tests of clients. */
export interface Behaviour {
  /** Milliseconds every answer waits. */
  delayMs: number;
  /** Connections are closed without an answer. */
  down: boolean;
  /** Every answer has this status and no content; null for normal answers. */
  failWith: number | null;
}

/** How the emulator behaves when it is well. */
export const normalBehaviour: Behaviour = { delayMs: 0, down: false, failWith: null };
