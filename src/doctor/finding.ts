import { styleText } from 'node:util';

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

/** Warnings and what could not be checked are no fault. */
export function isSound(findings: readonly Finding[]): boolean {
  return findings.every(({ status }) => status !== 'failed');
}

const colours = {
  passed: 'green',
  failed: 'red',
  warning: 'yellow',
  skipped: 'gray',
} as const satisfies Readonly<Record<FindingStatus, string>>;

/** One line for each finding, and one that sums them up. */
export function writeFindings(findings: readonly Finding[], colour: boolean): string {
  const lines = findings.map(({ check, status, found, toDo }) => {
    const mark = colour ? styleText(colours[status], status, { validateStream: false }) : status;
    return `${mark}  ${check}: ${found}${toDo === undefined ? '' : ` -> ${toDo}`}`;
  });
  const count = (status: FindingStatus) =>
    findings.filter((found) => found.status === status).length;
  const sum = (['passed', 'failed', 'warning', 'skipped'] as const)
    .map((status) => `${count(status)} ${status}`)
    .join(', ');
  return [...lines, '', sum, ''].join('\n');
}

/** The same for programs. */
export function findingsAsJson(findings: readonly Finding[]): string {
  return `${JSON.stringify({ ok: isSound(findings), findings }, null, 2)}\n`;
}
