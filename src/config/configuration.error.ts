/** One thing that is wrong with the configuration. It never holds the value itself: that may be a secret. */
export interface ConfigurationFault {
  readonly variable: string;
  /** What is wrong, as the end of a sentence that starts with the variable's name. */
  readonly fault: string;
  /** A line that would be accepted, for example `PORT=8000`. */
  readonly example: string;
}

/** The environment cannot be used. Carries every fault at once, so that one look fixes them all. */
export class ConfigurationError extends Error {
  constructor(readonly faults: readonly ConfigurationFault[]) {
    super(describeFaults(faults));
    this.name = 'ConfigurationError';
  }
}

/**
 * Every fault in words.
 *
 * @param shown the value of a variable, if it may be shown
 */
export function describeFaults(
  faults: readonly ConfigurationFault[],
  shown: (variable: string) => string | undefined = () => undefined,
): string {
  const heading =
    faults.length === 1
      ? 'The configuration has 1 problem:'
      : `The configuration has ${faults.length} problems:`;
  const lines = faults.map(({ variable, fault, example }) => {
    const value = shown(variable);
    const found = value === undefined ? '' : ` (it is ${JSON.stringify(value)})`;
    return `  ${variable} ${fault}${found}\n    for example: ${example}`;
  });
  return [heading, ...lines, 'Every variable is described in .env.example.'].join('\n');
}
