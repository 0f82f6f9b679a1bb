import { z } from 'zod';
import type { AuthOptions } from './auth.options.js';

const text = z.string().min(1);
const texts = z.array(text);
const guid = z.guid();

/** https, or http on this machine: a discovery document says which keys are trusted. */
const discoveryUrl = z.url({ protocol: /^https?$/ }).refine((address) => {
  const { protocol, hostname } = new URL(address);
  return (
    protocol === 'https:' ||
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    /^127(?:\.\d+){3}$/.test(hostname)
  );
}, 'must be https: http is for loopback addresses only');

const keySet = z.object({ name: text, discoveryUrl });

const common = {
  name: text,
  audience: text,
  audiences: texts.optional(),
  scopePrefix: z.string().optional(),
  fullAccessScope: text.optional(),
  allowedClients: texts.optional(),
  formerOwner: z.object({ tenantId: guid, claim: text }).optional(),
};

const provider = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('b2c'),
    policies: z.array(keySet).min(1),
    tenantId: guid.optional(),
    applicationClients: texts.optional(),
  }),
  z.object({
    ...common,
    kind: z.literal(['entra', 'external-id']),
    keySet,
    tenantId: guid,
    allowGuests: z.boolean(),
  }),
  z.object({
    ...common,
    kind: z.literal('entra-multi-tenant'),
    keySet,
    allowedTenants: z.array(guid).optional(),
    consumers: z.boolean(),
    allowGuests: z.boolean(),
  }),
]);

const hook = z.custom<unknown>((value) => typeof value === 'function', 'must be a function');

/** What the options of the module must be. Names that are not known are left alone. */
const authOptions = z.object({
  realm: z.string().optional(),
  providers: z
    .array(provider, 'the options of AuthModule name no identity provider')
    .min(1, 'the options of AuthModule name no identity provider')
    .refine(
      (providers) => new Set(providers.map(({ name }) => name)).size === providers.length,
      'two providers have the same name',
    ),
  resourceMetadataUrl: z.url().optional(),
  clockSkewSeconds: z.int().min(0).max(300).optional(),
  verifiedTokens: z
    .object({ maxEntries: z.int().min(0).optional(), maxTokenLength: z.int().min(0).optional() })
    .optional(),
  outgoingProxy: z.object({ url: z.url(), noProxy: z.string() }).optional(),
  messageToken: hook.optional(),
  customClaims: hook.optional(),
  loadUser: hook.optional(),
  loadGroups: hook.optional(),
  stepUpContext: text.optional(),
  onRefusal: hook.optional(),
});

/**
 * Checks options that may come from anywhere, and from JavaScript.
 *
 * @throws {TypeError} that names every option which is wrong, such as `providers[0].audience`
 */
export function checkOptions(options: AuthOptions): void {
  const { error } = authOptions.safeParse(options);
  if (error) {
    const faults = error.issues.map(({ path, message }) => `${z.core.toDotPath(path)}: ${message}`);
    throw new TypeError(`AuthModule: ${faults.join('; ')}`);
  }
}
