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

export function passed(check: string, found: string): Finding {
  return { check, status: 'passed', found };
}

export function failed(check: string, found: string, toDo: string): Finding {
  return { check, status: 'failed', found, toDo };
}

export function warning(check: string, found: string, toDo: string): Finding {
  return { check, status: 'warning', found, toDo };
}

export function skipped(check: string, found: string): Finding {
  return { check, status: 'skipped', found };
}
