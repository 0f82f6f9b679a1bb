import { styleText } from 'node:util';
import type { ExplainedCheck, Explanation } from './explanation.js';
import type { OtherProvider } from './other-provider.js';

const colours = { passed: 'green', failed: 'red', 'not checked': 'yellow' } as const;

/** What an explanation says beyond its checks and routes. */
export interface ExplanationSentences {
  /** Whose token it is, where there are several providers. */
  readonly issuer?: string;
  readonly verdict: string;
  /** Introduces the routes. */
  readonly opening: string;
  /** What would be different if another provider had issued it, a line each. */
  readonly others: readonly string[];
}

/** The sentences of an explanation, for whoever lays it out otherwise. */
export function sentencesOf(explanation: Explanation): ExplanationSentences {
  const [issuer] = issuerOf(explanation);
  return {
    ...(issuer !== undefined && { issuer }),
    verdict: writeVerdict(explanation),
    opening: openingOf(explanation),
    others: (explanation.others ?? []).flatMap(writeOther).filter((line) => line !== ''),
  };
}

/** An explanation for a person. It never holds the token itself. */
export function writeExplanation(explanation: Explanation, colour: boolean): string {
  const { kind, others = [], checks, routes, troubles } = explanation;
  const lines = [
    ...(kind === undefined ? [] : [kind, '']),
    ...issuerOf(explanation),
    ...checks.flatMap((check) => writeCheck(check, colour)),
    '',
    writeVerdict(explanation),
    ...troubles.map((trouble) => `  ${trouble}`),
  ];
  if (routes.length > 0) {
    lines.push('', openingOf(explanation));
    lines.push(
      ...routes.map(
        ({ route, opens, needs }) => `  ${opens ? 'yes' : 'no '}  ${route}  (${needs})`,
      ),
    );
  }
  lines.push(...others.flatMap(writeOther));
  return `${lines.join('\n')}\n`;
}

/** Whose token it is, where there are several providers. */
function issuerOf({ provider, isIssuer, others = [] }: Explanation): string[] {
  if (provider === undefined) {
    return [];
  }
  const all = [provider, ...others.map((other) => other.provider)].toSorted().join(', ');
  switch (isIssuer) {
    case true:
      return [`This is a token of ${provider}.`, ''];
    case false:
      return [
        `This is a token of none of the providers (${all}). It is checked as one of ${provider}, which it is most like.`,
        '',
      ];
    case undefined:
      return [`It is not known whose token this is. It is checked as one of ${provider}.`, ''];
  }
}

/** What would be different if another provider had issued it. */
function writeOther({ provider, faults, routes, isSameOwner }: OtherProvider): string[] {
  const opened = routes.filter(({ opens }) => opens).map(({ route }) => route);
  const closed = routes.filter(({ opens }) => !opens).map(({ route }) => route);
  return [
    '',
    `If ${provider} had issued it, with the same claims:`,
    ...(faults.length === 0 ? ['  nothing else would be wrong'] : []),
    ...faults.map(
      ({ code, expected, found }) => `  refused for ${code}: expected ${expected}; found ${found}`,
    ),
    ...(opened.length > 0 ? [`  it would also open ${opened.join(', ')}`] : []),
    ...(closed.length > 0 ? [`  it would not open ${closed.join(', ')}`] : []),
    ...(isSameOwner === undefined
      ? []
      : [`  what it reaches would be ${isSameOwner ? 'the same' : 'another'} owner’s`]),
  ];
}

function openingOf({ verdict, offline }: Explanation): string {
  if (verdict === 'refused') {
    return 'Once that is fixed, it opens:';
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
