import { z } from 'zod';
import { applicationSchema } from './application.schema.js';
import { crossReferenceFaults } from './cross-references.js';
import { policySchema } from './policy.schema.js';
import { userSchema } from './user.schema.js';

const tenantSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9]{0,26}$/i, 'first part of NAME.onmicrosoft.com, such as "contoso"')
    .describe('First part of NAME.onmicrosoft.com'),
  id: z.guid().toLowerCase().describe('Tenant (directory) GUID: it is part of every issuer'),
});

/** Everything that can be configured: one tenant, its policies, applications and first users. */
export const configSchema = z
  .strictObject({
    $schema: z.string().optional(),
    provider: z
      .enum(['b2c', 'entra', 'external-id'])
      .default('b2c')
      .describe('Which product to be: Azure AD B2C, Entra ID or Entra External ID'),
    tenant: tenantSchema,
    otherTenants: z
      .array(z.guid().toLowerCase())
      .default([])
      .describe('entra: GUIDs of further tenants, whose people sign in here too'),
    policies: z.array(policySchema).min(1, 'at least one policy'),
    applications: z.array(applicationSchema).min(1, 'at least one application'),
    users: z.array(userSchema),
  })
  .superRefine((config, context) => {
    for (const fault of crossReferenceFaults(config)) {
      context.addIssue({ code: 'custom', ...fault });
    }
  });

/** A checked configuration, with every default filled in. */
export type Config = Readonly<z.output<typeof configSchema>>;

/** A configuration as written: entries with a default are optional. */
export type ConfigInput = z.input<typeof configSchema>;

/** Any part of a configuration; missing top-level parts come from the default configuration. */
export type PartialConfig = Partial<ConfigInput>;
