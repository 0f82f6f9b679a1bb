import { styleText } from 'node:util';
import type { Finding, FindingStatus } from './finding.js';

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

/** Warnings and what could not be checked are no fault. */
export function isSound(findings: readonly Finding[]): boolean {
  return findings.every(({ status }) => status !== 'failed');
}
