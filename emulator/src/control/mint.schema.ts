import { z } from 'zod';

/** Which token to mint, and how it should differ from a good one. */
export const mintSchema = z.strictObject({
  kind: z.enum(['access', 'id', 'application']).default('access'),
  policy: z.string().optional().describe('Policy id; default: the first policy'),
  user: z.string().optional().describe('E-mail or object id; default: the first user'),
  client: z.string().optional().describe('Client id; default: the first that may call the API'),
  resource: z.string().optional().describe("The API's client id; default: the first API"),
  scopes: z.array(z.string()).optional().describe("Short names; default: all the client's"),
  nonce: z.string().optional(),
  newUser: z.boolean().default(false),
  expiresInSeconds: z.number().optional().describe('Negative: already expired'),
  claims: z.record(z.string(), z.unknown()).default({}).describe('Claims to set'),
  dropClaims: z.array(z.string()).default([]).describe('Claims to leave out'),
  header: z.record(z.string(), z.unknown()).default({}).describe('Header members to set'),
  dropHeader: z.array(z.string()).default([]).describe('Header members to leave out'),
  key: z
    .string()
    .default('current')
    .describe('"current", "foreign" (never published, claims the current kid) or a kid'),
});

/** What to mint; everything may be left out. */
export type MintOptions = z.input<typeof mintSchema>;

/** The same with defaults filled in. */
export type MintRequest = z.output<typeof mintSchema>;
