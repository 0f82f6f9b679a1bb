/**
 * Stops where NODE_ENV says production: tokens of an emulator are worth nothing, and nobody must
 * come to depend on it. There is no switch that turns this off.
 */
export function refuseProduction(environment = process.env['NODE_ENV']): void {
  if (environment?.trim().toLowerCase() === 'production')
    throw new Error(
      'the local Azure AD B2C emulator is for development and tests: it does not start with NODE_ENV=production',
    );
}
