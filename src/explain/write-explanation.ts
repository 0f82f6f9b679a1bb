import { styleText } from 'node:util';
import type { ExplainedCheck, Explanation } from './explanation.js';

const colours = { passed: 'green', failed: 'red', 'not checked': 'yellow' } as const;

/** An explanation for a person. It never holds the token itself. */
export function writeExplanation(explanation: Explanation, colour: boolean): string {
  const { kind, provider, others = [], checks, routes, troubles } = explanation;
  const lines = [
    ...(kind === undefined ? [] : [kind, '']),
    ...(provider === undefined ? [] : [`Checked as a token of ${provider}.`, '']),
    ...checks.flatMap((check) => writeCheck(check, colour)),
    '',
    writeVerdict(explanation),
    ...troubles.map((trouble) => `  ${trouble}`),
    ...others.map(
      (other) =>
        `If ${other.provider} had issued it: ${other.faults.length === 0 ? 'nothing else would be wrong' : `refused for ${other.faults.join(', ')}`}.`,
    ),
  ];
  if (routes.length > 0) {
    lines.push('', openingOf(explanation));
    lines.push(
      ...routes.map(
        ({ route, opens, needs }) => `  ${opens ? 'yes' : 'no '}  ${route}  (${needs})`,
      ),
    );
  }
  return `${lines.join('\n')}\n`;
}

function openingOf({ verdict, offline }: Explanation): string {
  if (verdict === 'refused') {
    return 'Once that is mended, it opens:';
  }
  return verdict === 'acceptable' && !offline ? 'It opens:' : 'If the rest is in order, it opens:';
}

function writeCheck(check: ExplainedCheck, colour: boolean): string[] {
  const { status, expected, found, code, cause, cure, why } = check;
  const mark = colour ? styleText(colours[status], status, { validateStream: false }) : status;
  switch (status) {
    case 'passed':
      return [`${mark}  ${check.check}: ${found}`];
    case 'not checked':
      return [`${mark}  ${check.check}: ${why}`];
    case 'failed':
      return [
        `${mark}  ${check.check} (${code})`,
        `        expected: ${expected}`,
        `        found:    ${found}`,
        `        cause:    ${cause}`,
        `        cure:     ${cure}`,
      ];
  }
}

function writeVerdict({ verdict, reason, offline }: Explanation): string {
  switch (verdict) {
    case 'acceptable':
      return offline
        ? 'Nothing is wrong as far as can be told offline; issuer and signature were not checked.'
        : 'Acceptable.';
    case 'refused':
      return `Refused: the API answers 401, and its log says "refusal":"${reason}".`;
    case 'undecided':
      return 'Undecided: without the provider the API answers 503.';
  }
}
