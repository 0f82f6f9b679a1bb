import { createProviderRules, type OutgoingProxy } from '../auth/internals.js';
import { withVariablePrefix, type ProviderSettings, type Settings } from '../config/index.js';
import {
  checkDiscovery,
  checkIssuer,
  sampleClaims,
  type CheckedKeySet,
} from './discovery.check.js';
import { passed, skipped, warning, type Finding } from './finding.js';
import { checkKeys } from './keys.check.js';
import { providerAdvice } from './provider-advice.js';
import { checkSignIn } from './sign-in.check.js';

/** Stands for any tenant where every tenant may call. */
const anyTenant = '00000000-0000-4000-8000-000000000000';

/**
 * Checks one identity provider. Variables are called by its own names for them; where there are several
 * providers, every finding names the provider.
 */
export async function checkProvider(
  provider: ProviderSettings,
  { auth, http }: Pick<Settings, 'auth' | 'http'>,
): Promise<Finding[]> {
  const proxy = auth.outgoingProxy;
  const [keySets, signIn] = await Promise.all([
    Promise.all(
      createProviderRules(provider).keySets.map((keySet) => checkKeySet(keySet, provider, proxy)),
    ),
    checkSignIn({
      clientId: provider.documentationClientId,
      authorizationUrl: provider.authorizationUrl,
      redirectUri: `${http.publicUrl}/oauth2-redirect`,
      proxy,
    }),
  ]);
  const ahead = keySets.find(({ aheadSeconds }) => aheadSeconds !== undefined)?.aheadSeconds;
  const findings = [
    ...keySets.flatMap((keySet) => keySet.findings),
    checkTokenVersion(provider),
    checkClock(ahead, auth.clockSkewSeconds),
    signIn,
  ];
  return findings.map((finding) => ofProvider(finding, provider, auth.providers.length > 1));
}

function ofProvider(
  finding: Finding,
  { name, variablePrefix }: ProviderSettings,
  oneOfSeveral: boolean,
): Finding {
  const { check, found, toDo } = finding;
  return {
    ...finding,
    check: oneOfSeveral ? `${name}: ${check}` : check,
    found: withVariablePrefix(found, variablePrefix),
    ...(toDo !== undefined && { toDo: withVariablePrefix(toDo, variablePrefix) }),
  };
}

async function checkKeySet(
  keySet: Pick<CheckedKeySet, 'discoveryUrl'> & { readonly name: string },
  settings: ProviderSettings,
  proxy: OutgoingProxy | undefined,
): Promise<{ findings: readonly Finding[]; aheadSeconds?: number | undefined }> {
  const { name, discoveryUrl } = keySet;
  const provider = createProviderRules(settings);
  const advice = providerAdvice[settings.kind];
  const discovery = await checkDiscovery(
    { label: name, discoveryUrl, keyHosts: provider.keyHosts, proxy },
    advice.missing(name),
  );
  if (!discovery.metadata) {
    const waiting = ['issuer', 'keys'].map((what) =>
      skipped(`${what} (${name})`, 'needs the discovery document'),
    );
    return { ...discovery, findings: [...discovery.findings, ...waiting] };
  }
  const { issuer, jwksUri } = discovery.metadata;
  const [allowedTenant = anyTenant] =
    settings.kind === 'entra-multi-tenant' ? (settings.allowedTenants ?? []) : [];
  const claims = sampleClaims(issuer, provider, allowedTenant);
  return {
    aheadSeconds: discovery.aheadSeconds,
    findings: [
      ...discovery.findings,
      checkIssuer({ label: name, issuer }, provider, { allowedTenant, toDo: advice.issuer }),
      await checkKeys({ label: name, jwksUri, proxy }, provider, claims),
    ],
  };
}

/** Which version a registration asks for cannot be seen from outside. */
function checkTokenVersion(settings: ProviderSettings): Finding {
  const check = 'token version';
  const { version: hint } = providerAdvice[settings.kind];
  const { version } = createProviderRules(settings);
  return hint === undefined
    ? passed(check, `this provider always issues ver ${version}`)
    : skipped(check, `ver ${version} is needed and cannot be seen from here: ${hint}`);
}

/** Compares the clocks. The provider writes `exp`, `nbf` and `iat`, and this machine reads them. */
function checkClock(aheadSeconds: number | undefined, skewSeconds: number): Finding {
  if (aheadSeconds === undefined) {
    return skipped('clock', 'the provider did not tell the time');
  }
  const apart = Math.abs(aheadSeconds);
  const found =
    apart <= 1
      ? 'this machine and the provider agree to the second'
      : `this machine is ${apart} s ${aheadSeconds > 0 ? 'behind' : 'ahead of'} the provider`;
  return apart > skewSeconds
    ? warning(
        'clock',
        `${found}, more than CLOCK_SKEW_SECONDS (${skewSeconds})`,
        'Switch on time synchronisation (NTP) on this machine.',
      )
    : passed('clock', found);
}
