import { z } from 'zod';

const subject = 'a3b1f0a4-6a34-4c2c-9c55-0d4f4c1f2b11';

/** What `GET /me` answers: what the access token says of the caller. */
export const meSchema = z
  .object({
    subject: z.string().meta({ description: 'Who is calling.', examples: [subject] }),
    objectId: z
      .string()
      .nullable()
      .meta({ description: 'The same in the directory.', examples: [subject] }),
    tenant: z.string().meta({
      description: 'The tenant that the subject belongs to.',
      examples: ['775527ff-9a37-4307-8b3d-cc311f58d925'],
    }),
    name: z
      .string()
      .nullable()
      .meta({ examples: ['Ada Lovelace'] }),
    emails: z
      .array(z.string())
      .readonly()
      .meta({ examples: [['ada@contoso.com']] }),
    scopes: z
      .array(z.string())
      .readonly()
      .meta({
        description: 'The delegated scopes that were granted.',
        examples: [['user_impersonation']],
      }),
    roles: z
      .array(z.string())
      .readonly()
      .meta({ description: 'App roles that were assigned.', examples: [[]] }),
    appPermissions: z
      .array(z.string())
      .readonly()
      .meta({ description: 'What an application may do in its own name.', examples: [[]] }),
    isApp: z.boolean().meta({
      description: 'Whether an application calls for itself, with no person behind it.',
      examples: [false],
    }),
    groups: z
      .array(z.string())
      .readonly()
      .meta({ description: 'Object ids of groups that the token names.', examples: [[]] }),
    groupOverage: z.boolean().meta({
      description:
        'Whether the person is in more groups than a token holds. Then `groups` is empty, and Microsoft Graph knows them.',
      examples: [false],
    }),
    client: z
      .string()
      .nullable()
      .meta({
        description: 'The application that the token was issued to.',
        examples: ['22222222-2222-4222-8222-222222222222'],
      }),
    provider: z.string().meta({
      description: 'The identity provider that issued the token, by the name it has in this API.',
      examples: ['b2c'],
    }),
    policy: z
      .string()
      .nullable()
      .meta({
        description: 'The user flow that the person signed in with.',
        examples: ['B2C_1_signupsignin'],
      }),
    expiry: z.iso
      .datetime()
      .meta({ description: 'When the token expires.', examples: ['2026-11-21T10:30:00.000Z'] }),
  })
  .meta({ id: 'Me' });

/** Who the access token says is calling. */
export type Me = Readonly<z.output<typeof meSchema>>;

/** There is nothing to ask for. */
export const meQuerySchema = z.strictObject({});
