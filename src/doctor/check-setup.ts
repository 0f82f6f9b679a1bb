import { identityProvider } from '../auth/internals.js';
import type { ProviderSettings, Settings } from '../config/index.js';
import type { DatabaseOptions } from '../database/index.js';
import { checkClock } from './clock.check.js';
import { checkDiscovery, type CheckedKeySet } from './discovery.check.js';
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

/** Checks valid settings against providers, database and Redis as they are now. */
export async function checkSetup(settings: Settings, storage: StorageLayout): Promise<Finding[]> {
  const { auth, database, edge } = settings;
  const [providers, stored, counted] = await Promise.all([
    Promise.all(auth.providers.map((provider) => checkProvider(provider, settings))),
    checkDatabase({ ...database, ...storage }),
    checkRedis(edge.redisUrl),
  ]);
  return [...checkConfiguration(settings), ...providers.flat(), stored, counted];
}

/** Checks one identity provider; where there are several, every finding names it. */
async function checkProvider(provider: ProviderSettings, settings: Settings): Promise<Finding[]> {
  const { http, auth } = settings;
  const name = auth.providers.length > 1 ? provider.name : undefined;
  const [keySets, signIn] = await Promise.all([
    Promise.all(
      identityProvider(provider).keySets.map((keySet) =>
        checkKeySet(
          {
            ...keySet,
            label: name === undefined ? keySet.name : `${name}: ${keySet.name}`,
            proxy: auth.outgoingProxy,
          },
          provider,
        ),
      ),
    ),
    checkSignIn({
      clientId: provider.documentationClientId,
      authorizationUrl: provider.authorizationUrl,
      redirectUri: `${http.publicUrl}/oauth2-redirect`,
      provider: name,
      proxy: auth.outgoingProxy,
    }),
  ]);
  const ahead = keySets.find(({ aheadSeconds }) => aheadSeconds !== undefined)?.aheadSeconds;
  const general = [checkTokenVersion(provider), checkClock(ahead, auth.clockSkewSeconds)];
  return [
    ...keySets.flatMap(({ findings }) => findings),
    ...general.map((finding) =>
      name === undefined ? finding : { ...finding, check: `${finding.check} (${name})` },
    ),
    signIn,
  ];
}

function checkConfiguration({ warnings, auth }: Settings): Finding[] {
  const proxy = auth.outgoingProxy;
  return [
    passed('configuration', 'every variable is valid'),
    ...(proxy === undefined
      ? []
      : [passed('proxy', `signing keys are fetched through ${new URL(proxy.url).host}`)]),
    ...warnings.map((text) =>
      warning('configuration', text, 'Nothing, unless this is more than a development machine.'),
    ),
  ];
}

async function checkKeySet(
  keySet: Omit<CheckedKeySet, 'keyHosts'> & { readonly name: string },
  settings: ProviderSettings,
): Promise<{ findings: readonly Finding[]; aheadSeconds?: number | undefined }> {
  const { name, label, proxy } = keySet;
  const provider = identityProvider(settings);
  const advice = providerAdvice[settings.kind];
  const discovery = await checkDiscovery(
    { ...keySet, keyHosts: provider.keyHosts },
    advice.missing(name),
  );
  if (!discovery.metadata) {
    const waiting = ['issuer', 'keys'].map((what) =>
      skipped(`${what} (${label})`, 'needs the discovery document'),
    );
    return { ...discovery, findings: [...discovery.findings, ...waiting] };
  }
  const { issuer, jwksUri } = discovery.metadata;
  const [allowedTenant = anyTenant] =
    settings.kind === 'entra-multi-tenant' ? (settings.allowedTenants ?? []) : [];
  return {
    aheadSeconds: discovery.aheadSeconds,
    findings: [
      ...discovery.findings,
      checkIssuer({ label, issuer }, provider, { allowedTenant, toDo: advice.issuer }),
      await checkKeys(
        { label, jwksUri, proxy },
        provider,
        sampleClaims(issuer, provider, allowedTenant),
      ),
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
