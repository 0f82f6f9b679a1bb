/** One thing that is wrong with the configuration. It never holds the value itself: that may be a secret. */
export interface ConfigurationFault {
  readonly variable: string;
  /** What is wrong, as the end of a sentence that starts with the variable's name. */
  readonly fault: string;
  /** A line that would be accepted, for example `PORT=8000`. */
  readonly example: string;
}

/** The environment cannot be used. Carries every fault at once, so that one look mends them all. */
export class ConfigurationError extends Error {
  constructor(readonly faults: readonly ConfigurationFault[]) {
    super(describe(faults));
    this.name = 'ConfigurationError';
  }
}

function describe(faults: readonly ConfigurationFault[]): string {
  const heading =
    faults.length === 1
      ? 'The configuration has 1 problem:'
      : `The configuration has ${faults.length} problems:`;
  const lines = faults.map(
    ({ variable, fault, example }) => `  ${variable} ${fault}\n    for example: ${example}`,
  );
  return [heading, ...lines, 'Every variable is described in .env.example.'].join('\n');
}
