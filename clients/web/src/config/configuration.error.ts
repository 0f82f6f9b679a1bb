/** One fault of the configuration. It never contains the value, which may be a secret. */
export interface ConfigurationFault {
  readonly variable: string;
  /** What is wrong, as the end of a sentence that starts with the variable's name. */
  readonly fault: string;
  /** A line that would be accepted, for example `PORT=8000`. */
  readonly example: string;
}

/** The environment is not valid. Carries every fault, so that all can be fixed at once. */
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
