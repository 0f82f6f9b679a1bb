/** How a check went. A warning is no reason not to start. */
export type FindingStatus = 'passed' | 'failed' | 'warning' | 'skipped';

/** What one check found, in words that stand on one line. */
export interface Finding {
  readonly check: string;
  readonly status: FindingStatus;
  /** What is so, and why that is good or bad. */
  readonly found: string;
  /** What to do about it, in the words of the portal. */
  readonly toDo?: string;
}

/** A check that found what should be. */
export function passed(check: string, found: string): Finding {
  return { check, status: 'passed', found };
}

/** A check that found what keeps the API from working. */
export function failed(check: string, found: string, toDo: string): Finding {
  return { check, status: 'failed', found, toDo };
}

/** A check that found what may be fine, or could not tell. */
export function warning(check: string, found: string, toDo: string): Finding {
  return { check, status: 'warning', found, toDo };
}

/** A check that had nothing to look at. */
export function skipped(check: string, found: string): Finding {
  return { check, status: 'skipped', found };
}
