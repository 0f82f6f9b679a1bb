import type { TokenRules } from '../auth/internals.js';
import type { CheckName, Examination, KeySet } from './examine-token.js';
import { expectedAndFound } from './expected-and-found.js';
import { faultAdvice } from './fault-advice.js';
import { openedRoutes, type ProtectedRoute, type RouteVerdict } from './route-access-report.js';
import { tokenKind } from './token-kind.js';

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
  readonly kind?: string;
  readonly checks: readonly ExplainedCheck[];
  readonly routes: readonly RouteVerdict[];
  readonly troubles: readonly string[];
}

/** What is explained, and what it is explained with. */
export interface ExplanationInput {
  readonly rawToken: string;
  readonly examination: Examination;
  readonly rules: TokenRules;
  readonly keySets: readonly KeySet[] | undefined;
  readonly troubles: readonly string[];
  readonly routes: readonly ProtectedRoute[];
  readonly fullAccessScope: string | undefined;
}

/** Puts an examination in words. */
export function explain(input: ExplanationInput): Explanation {
  const { rawToken, examination, rules, keySets, troubles } = input;
  const { token, outcomes } = examination;
  const offline = keySets === undefined;
  const reason = outcomes.find(({ fault }) => fault !== undefined)?.fault ?? null;
  const undone = outcomes.some(({ notChecked }) => notChecked !== undefined);
  const kind = tokenKind(rawToken, token, rules);
  return {
    verdict: reason !== null ? 'refused' : undone && !offline ? 'undecided' : 'acceptable',
    reason,
    offline,
    ...(kind !== undefined && { kind }),
    checks: outcomes.map(({ check, fault, notChecked }) => ({
      check,
      ...expectedAndFound(check, examination, rules, keySets),
      ...(fault !== undefined
        ? { status: 'failed', code: fault, ...faultAdvice[fault] }
        : notChecked !== undefined
          ? { status: 'not checked', why: notChecked }
          : { status: 'passed' }),
    })),
    routes: token
      ? openedRoutes(token.claims, rules.provider, input.routes, input.fullAccessScope)
      : [],
    troubles,
  };
}
