import { z } from 'zod';
import { attributeNameSchema, defaultAttributes } from './user.schema.js';

const minutes = (least: number, most: number, normal: number) =>
  z.int().min(least).max(most).default(normal);

// Ranges: https://learn.microsoft.com/azure/active-directory-b2c/configure-tokens
const lifetimesSchema = z.strictObject({
  accessTokenMinutes: minutes(5, 1440, 60),
  idTokenMinutes: minutes(5, 1440, 60),
  refreshTokenDays: z.int().min(1).max(90).default(14),
  refreshWindowDays: z.int().min(1).max(365).nullable().default(90),
  refreshTokenReuseMinutes: z
    .int()
    .min(0)
    .max(1440)
    .default(60)
    .describe('How long a used refresh token works again; 0: single use'),
  sessionMinutes: minutes(15, 1440, 1440),
});

/** One user flow or custom policy. */
export const policySchema = z.strictObject({
  id: z
    .string()
    .regex(/^B2C_1A?_[A-Za-z0-9_-]{1,64}$/i, 'a policy id, such as "B2C_1_signupsignin"')
    .describe('Kept as written in the tfp claim, lower-cased in addresses, matched in any case'),
  kind: z
    .enum(['sign-up-sign-in', 'edit-profile', 'reset-password', 'ropc'])
    .describe('"ropc": resource owner password credentials, without pages'),
  claims: z
    .array(z.union([attributeNameSchema, z.enum(['emails', 'idp', 'newUser'])]))
    .default(['name', 'given_name', 'family_name', 'emails', 'newUser'])
    .describe('User claims put into tokens, in this order'),
  attributes: z
    .array(attributeNameSchema)
    .default([...defaultAttributes])
    .describe('What the sign-up or edit-profile page asks for'),
  issuer: z
    .enum(['tenant', 'policy'])
    .default('tenant')
    .describe('"tenant": …/{tenantGuid}/v2.0/; "policy": …/tfp/{tenantGuid}/{policy}/v2.0/'),
  policyClaim: z.enum(['tfp', 'acr']).default('tfp'),
  lifetimes: lifetimesSchema.prefault({}),
  selfServicePasswordReset: z
    .boolean()
    .default(false)
    .describe('true: the forgot-password link resets in place; false: it returns AADB2C90118'),
  emailVerification: z.boolean().default(true),
  requireIdTokenInLogout: z.boolean().default(false),
});

/** A checked policy. */
export type Policy = Readonly<z.output<typeof policySchema>>;
