import { tokenProfile } from '../auth/index.js';
import type { Settings } from '../config/index.js';
import type { DatabaseOptions } from '../database/index.js';
import { checkClock } from './clock.check.js';
import { checkDiscovery } from './discovery.check.js';
import { passed, skipped, warning, type Finding } from './finding.js';
import { checkIssuer, sampleClaims } from './issuer.check.js';
import { checkKeys } from './keys.check.js';
import { providerWords } from './provider-words.js';
import { checkSignIn } from './sign-in.check.js';
import { checkDatabase, checkRedis } from './storage.check.js';

/** Stands for any tenant where every tenant may call. */
const anyTenant = '00000000-0000-4000-8000-000000000000';

/** How the database is laid out, which the settings do not say. */
export type StorageLayout = Pick<DatabaseOptions, 'fileName' | 'migrations'>;

/** Holds valid settings against provider, database and Redis as they are now. */
export async function examineSetUp(settings: Settings, storage: StorageLayout): Promise<Finding[]> {
  const { http, provider, documentation, access, database, gateway } = settings;
  const sources = tokenProfile(provider.token).sources;
  const [examined, signIn, stored, counted] = await Promise.all([
    Promise.all(sources.map((source) => examineSource(source, provider.token))),
    checkSignIn({
      clientId: documentation.clientId,
      authorizationUrl: provider.authorizationUrl,
      redirectUri: `${http.publicUrl}/oauth2-redirect`,
    }),
    checkDatabase({ ...database, ...storage }),
    checkRedis(gateway.redisUrl),
  ]);
  const ahead = examined.find(({ aheadSeconds }) => aheadSeconds !== undefined)?.aheadSeconds;
  return [
    ...checkConfiguration(settings),
    ...examined.flatMap(({ findings }) => findings),
    versionHint(provider.token),
    checkClock(ahead, access.clockSkewSeconds),
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

async function examineSource(
  source: { readonly name: string; readonly discoveryUrl: string },
  token: Settings['provider']['token'],
): Promise<{ findings: readonly Finding[]; aheadSeconds?: number | undefined }> {
  const { name } = source;
  const words = providerWords[token.kind];
  const discovery = await checkDiscovery(source, words.missing(name));
  if (!discovery.metadata) {
    const waiting = ['issuer', 'keys'].map((what) =>
      skipped(`${what} (${name})`, 'needs the discovery document'),
    );
    return { ...discovery, findings: [...discovery.findings, ...waiting] };
  }
  const { issuer, jwksUri } = discovery.metadata;
  const profile = tokenProfile(token);
  const [allowedTenant = anyTenant] = 'allowedTenants' in token ? (token.allowedTenants ?? []) : [];
  return {
    aheadSeconds: discovery.aheadSeconds,
    findings: [
      ...discovery.findings,
      checkIssuer({ name, issuer }, profile, { allowedTenant, toDo: words.issuer }),
      await checkKeys({ name, jwksUri }, profile, sampleClaims(issuer, profile, allowedTenant)),
    ],
  };
}

/** Which version a registration asks for cannot be seen from outside. */
function versionHint(token: Settings['provider']['token']): Finding {
  const check = 'token version';
  const { version: hint } = providerWords[token.kind];
  const { version } = tokenProfile(token);
  return hint === undefined
    ? passed(check, `this provider always issues ver ${version}`)
    : skipped(check, `ver ${version} is needed and cannot be seen from here: ${hint}`);
}
