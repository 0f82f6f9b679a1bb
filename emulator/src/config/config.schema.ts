import { z } from 'zod';
import { applicationSchema } from './application.schema.js';
import { policySchema } from './policy.schema.js';
import { userSchema } from './user.schema.js';
import { crossReferenceFaults } from './cross-references.js';

const tenantSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9]{0,26}$/i, 'first part of NAME.onmicrosoft.com, such as "contoso"')
    .describe('First part of NAME.onmicrosoft.com'),
  id: z.guid().toLowerCase().describe('Tenant (directory) GUID: it is part of every issuer'),
});

const hostNameSchema = z
  .string()
  .toLowerCase()
  .regex(
    /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/,
    'a host name without a port, such as "contoso.b2clogin.com"',
  );

const fields = {
  provider: z
    .enum(['b2c', 'entra', 'external-id'])
    .default('b2c')
    .describe('Which product to be: Azure AD B2C, Entra ID or Entra External ID'),
  otherTenants: z
    .array(z.guid().toLowerCase())
    .default([])
    .describe('entra: GUIDs of further tenants, whose people sign in here too'),
  customDomains: z
    .array(hostNameSchema)
    .default([])
    .describe('Host names that are answered besides localhost; the first is the host of issuers'),
  applications: z.array(applicationSchema).min(1, 'at least one application'),
};

const policiesSchema = z.array(policySchema).min(1, 'at least one policy');

const furtherTenantSchema = z.strictObject({
  ...fields,
  name: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'lower-case letters, digits and hyphens')
    .optional()
    .describe('Name in code and in the control API; default: the provider'),
  tenant: tenantSchema
    .optional()
    .describe('Left out: the tenant of the top level, with the same people and object ids'),
  policies: policiesSchema.prefault([{ id: 'B2C_1_signupsignin', kind: 'sign-up-sign-in' }]),
  users: z.array(userSchema).default([]).describe('Only with a tenant of its own'),
});

/** Everything that can be configured. */
export const configSchema = z
  .strictObject({
    $schema: z.string().optional(),
    provider: fields.provider,
    tenant: tenantSchema,
    otherTenants: fields.otherTenants,
    customDomains: fields.customDomains,
    policies: policiesSchema,
    applications: fields.applications,
    users: z.array(userSchema),
    furtherTenants: z
      .array(furtherTenantSchema)
      .default([])
      .describe('More tenants, or the same tenant as another product, in the same process'),
  })
  .superRefine((config, context) => {
    for (const fault of crossReferenceFaults(config)) {
      context.addIssue({ code: 'custom', ...fault });
    }
  });

/** A checked configuration, with every default filled in. */
export type EmulatorConfig = Readonly<z.output<typeof configSchema>>;

/** The configuration of one tenant. */
export type Config = Omit<EmulatorConfig, 'furtherTenants'>;

/** A configuration as written: entries with a default are optional. */
export type ConfigInput = z.input<typeof configSchema>;

/** Any part of a configuration; missing top-level parts come from the default configuration. */
export type PartialConfig = Partial<ConfigInput>;
