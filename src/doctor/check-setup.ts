import { identityProvider } from '../auth/internals.js';
import type { ProviderSettings, Settings } from '../config/index.js';
import type { DatabaseOptions } from '../database/index.js';
import { checkClock } from './clock.check.js';
import { checkDiscovery } from './discovery.check.js';
import { passed, skipped, warning, type Finding } from './finding.js';
import { checkIssuer, sampleClaims } from './issuer.check.js';
import { checkKeys } from './keys.check.js';
import { providerAdvice } from './provider-advice.js';
import { checkSignIn } from './sign-in.check.js';
import { checkDatabase, checkRedis } from './storage.check.js';

/** Stands for any tenant where every tenant may call. */
const anyTenant = '00000000-0000-4000-8000-000000000000';

/** How the database is laid out, which the settings do not say. */
export type StorageLayout = Pick<DatabaseOptions, 'fileName' | 'migrations'>;

/** Checks valid settings against provider, database and Redis as they are now. */
export async function checkSetup(settings: Settings, storage: StorageLayout): Promise<Finding[]> {
  const { http, auth, database, edge } = settings;
  const [provider] = auth.providers;
  const [keySets, signIn, stored, counted] = await Promise.all([
    Promise.all(identityProvider(provider).keySets.map((keySet) => checkKeySet(keySet, provider))),
    checkSignIn({
      clientId: provider.documentationClientId,
      authorizationUrl: provider.authorizationUrl,
      redirectUri: `${http.publicUrl}/oauth2-redirect`,
    }),
    checkDatabase({ ...database, ...storage }),
    checkRedis(edge.redisUrl),
  ]);
  const ahead = keySets.find(({ aheadSeconds }) => aheadSeconds !== undefined)?.aheadSeconds;
  return [
    ...checkConfiguration(settings),
    ...keySets.flatMap(({ findings }) => findings),
    checkTokenVersion(provider),
    checkClock(ahead, auth.clockSkewSeconds),
    signIn,
    stored,
    counted,
  ];
}

function checkConfiguration({ warnings }: Settings): Finding[] {
  return [
    passed('configuration', 'every variable is valid'),
    ...warnings.map((text) =>
      warning('configuration', text, 'Nothing, unless this is more than a development machine.'),
    ),
  ];
}

async function checkKeySet(
  keySet: { readonly name: string; readonly discoveryUrl: string },
  settings: ProviderSettings,
): Promise<{ findings: readonly Finding[]; aheadSeconds?: number | undefined }> {
  const { name } = keySet;
  const advice = providerAdvice[settings.kind];
  const discovery = await checkDiscovery(keySet, advice.missing(name));
  if (!discovery.metadata) {
    const waiting = ['issuer', 'keys'].map((what) =>
      skipped(`${what} (${name})`, 'needs the discovery document'),
    );
    return { ...discovery, findings: [...discovery.findings, ...waiting] };
  }
  const { issuer, jwksUri } = discovery.metadata;
  const provider = identityProvider(settings);
  const [allowedTenant = anyTenant] =
    settings.kind === 'entra-multi-tenant' ? (settings.allowedTenants ?? []) : [];
  return {
    aheadSeconds: discovery.aheadSeconds,
    findings: [
      ...discovery.findings,
      checkIssuer({ name, issuer }, provider, { allowedTenant, toDo: advice.issuer }),
      await checkKeys({ name, jwksUri }, provider, sampleClaims(issuer, provider, allowedTenant)),
    ],
  };
}

/** Which version a registration asks for cannot be seen from outside. */
function checkTokenVersion(settings: ProviderSettings): Finding {
  const check = 'token version';
  const { version: hint } = providerAdvice[settings.kind];
  const { version } = identityProvider(settings);
  return hint === undefined
    ? passed(check, `this provider always issues ver ${version}`)
    : skipped(check, `ver ${version} is needed and cannot be seen from here: ${hint}`);
}
