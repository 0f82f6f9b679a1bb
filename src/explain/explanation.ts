import { withVariablePrefix } from '../config/index.js';
import type { CheckName, Outcome } from './examine-token.js';
import { expectedAndFound } from './expected-and-found.js';
import { faultAdvice } from './fault-advice.js';
import { selectProvider, type ExaminedProvider } from './selected-provider.js';
import { ifIssuedBy, type OtherProvider } from './other-provider.js';
import { tokenKind } from './pasted-token.js';
import { openedRoutes, type ProtectedRoute, type RouteVerdict } from './route-access-report.js';

/** One check, with everything there is to say of it. */
export interface ExplainedCheck {
  readonly check: CheckName;
  readonly status: 'passed' | 'failed' | 'not checked';
  /** The code that the log of the API gives. */
  readonly code?: string;
  readonly expected: string;
  readonly found: string;
  readonly why?: string;
  readonly cause?: string;
  readonly cure?: string;
}

/** What becomes of a token, and why. */
export interface Explanation {
  /** Undecided: the provider could not be reached, and the API would answer 503. */
  readonly verdict: 'acceptable' | 'refused' | 'undecided';
  /** The code that the log of the API gives; the first check that failed. */
  readonly reason: string | null;
  readonly offline: boolean;
  /** The provider whose token it is or most resembles, where there are several. */
  readonly provider?: string;
  /** Whether the token names that provider's issuer; left out where that cannot be said. */
  readonly isIssuer?: boolean;
  /** What would be different if another provider had issued it. */
  readonly others?: readonly OtherProvider[];
  readonly kind?: string;
  readonly checks: readonly ExplainedCheck[];
  readonly routes: readonly RouteVerdict[];
  readonly troubles: readonly string[];
}

/** What is explained, and what it is explained with. */
export interface ExplanationInput {
  readonly rawToken: string;
  /** In the order of the options; at least one. */
  readonly providers: readonly ExaminedProvider[];
  readonly troubles: readonly string[];
  readonly routes: readonly ProtectedRoute[];
}

/** Puts an examination in words. */
export function explain({ rawToken, providers, troubles, routes }: ExplanationInput): Explanation {
  const { provider: judge, isIssuer } = selectProvider(providers);
  const { examination, rules, keySets, fullAccessScope } = judge;
  const { token, outcomes } = examination;
  const offline = keySets === undefined;
  const reason = outcomes.find(({ fault }) => fault !== undefined)?.fault ?? null;
  const undone = outcomes.some(({ notChecked }) => notChecked !== undefined);
  const kind = tokenKind(rawToken, token, rules);
  return {
    verdict: reason !== null ? 'refused' : undone && !offline ? 'undecided' : 'acceptable',
    reason,
    offline,
    ...(providers.length > 1 && {
      provider: rules.provider.name,
      ...(isIssuer !== undefined && { isIssuer }),
      others: providers
        .filter((other) => other.rules !== rules)
        .map((other) => ifIssuedBy(other, judge, routes)),
    }),
    ...(kind !== undefined && { kind }),
    checks: outcomes.map((outcome) => explainCheck(outcome, judge)),
    routes: token ? openedRoutes(token.claims, rules, routes, fullAccessScope) : [],
    troubles,
  };
}

/** One check in words, in which variables are called as those of the provider are. */
function explainCheck(
  { check, fault, notChecked }: Outcome,
  { examination, rules, keySets, variablePrefix }: ExaminedProvider,
): ExplainedCheck {
  const { expected, found } = expectedAndFound(check, examination, rules, keySets);
  const told = { check, expected: withVariablePrefix(expected, variablePrefix), found };
  if (fault !== undefined) {
    const { cause, cure } = faultAdvice[fault];
    return {
      ...told,
      status: 'failed',
      code: fault,
      cause: withVariablePrefix(cause, variablePrefix),
      cure: withVariablePrefix(cure, variablePrefix),
    };
  }
  return notChecked === undefined
    ? { ...told, status: 'passed' }
    : { ...told, status: 'not checked', why: notChecked };
}
