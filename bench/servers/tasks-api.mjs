import { fromBuild } from '../support/build.mjs';

const { createApp } = await fromBuild('app.js');
const { AuthStatistics } = await fromBuild('auth/index.js');
const { parseSettings } = await fromBuild('config/index.js');
const { createLogger } = await fromBuild('logging/index.js');

/**
 * The API itself, put together as `main` does it, on an embedded database. Unless an environment says
 * otherwise, without the limits and the log of each request that no peer has.
 *
 * @param {object} config
 * @param {import('../support/provider.mjs').ProviderFacts} config.provider
 * @param {string} config.directory for the database
 * @param {Record<string, string>} [config.environment] further variables
 */
export async function start({ provider, directory, environment }) {
  const settings = parseSettings({
    TENANT_NAME: 'contoso',
    APP_CLIENT_ID: provider.audience,
    AUTH_POLICY_NAME: provider.policy,
    AUTHORITY_HOST: provider.origin,
    DATA_DIR: directory,
    LOG_LEVEL: 'warn',
    RATE_LIMIT_PER_IP: 'off',
    RATE_LIMIT_PER_SUBJECT: 'off',
    ...environment,
  });
  const { nest } = await createApp(settings, createLogger(settings.logging.level));
  await nest.listen(0, '127.0.0.1');
  const statistics = nest.get(AuthStatistics);
  return {
    port: nest.getHttpServer().address().port,
    rememberedTokens: () => statistics.read().verifiedTokens,
  };
}
