import { ConfigurationError } from '../../src/config/configuration.error.js';
import { parseSettings } from '../../src/config/parse-settings.js';

/** The least configuration of an API behind a B2C tenant. */
export const minimal = {
  TENANT_NAME: 'contoso',
  APP_CLIENT_ID: '11111111-1111-4111-8111-111111111111',
  AUTH_POLICY_NAME: 'B2C_1_signupsignin',
};

/** The faults of an environment, by variable. */
export function faultsOf(environment: Record<string, string | undefined>): Record<string, string> {
  try {
    parseSettings(environment);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) {
      throw error;
    }
    return Object.fromEntries(error.faults.map(({ variable, fault }) => [variable, fault]));
  }
  return {};
}
