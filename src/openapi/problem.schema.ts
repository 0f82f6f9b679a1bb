import { z } from 'zod';

/** How errors look in the OpenAPI document (RFC 9457). */
export const problemSchema = z
  .object({
    type: z.string().meta({ examples: ['about:blank'] }),
    title: z.string().meta({ examples: ['Bad Request'] }),
    status: z
      .int()
      .min(400)
      .max(599)
      .meta({ examples: [400] }),
    detail: z.string().meta({ examples: ['The request is not valid.'] }),
    message: z.string().meta({
      description: 'The same as `detail`.',
      examples: ['The request is not valid.'],
    }),
    requestId: z.string().meta({ description: 'Finds the request in the log.' }),
    code: z
      .string()
      .optional()
      .meta({
        description: 'What happened, for programs, where the status alone does not say it.',
        examples: ['quota_exceeded'],
      }),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'Every fault of an invalid request.' }),
  })
  .meta({ id: 'Problem', description: 'Why a request was not served.' });

/** The content of every error, for the answers of an operation. */
export const problemContent = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
};
