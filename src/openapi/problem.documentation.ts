import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { problem, PROBLEM_MEDIA_TYPE, type Problem } from '../errors/index.js';

/** How errors look in the OpenAPI document (RFC 9457). */
export const problemSchema = z
  .object({
    type: z.string().meta({ examples: ['about:blank'] }),
    title: z.string().meta({ examples: ['Not Found'] }),
    status: z
      .int()
      .min(400)
      .max(599)
      .meta({ examples: [404] }),
    detail: z.string().meta({ examples: ['There is nothing at this address.'] }),
    message: z.string().meta({ description: 'The same as `detail`.' }),
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

/** An answer as it is given, without what is the same in every answer of that status. */
export type ProblemExample = Pick<Problem, 'detail' | 'code' | 'errors'>;

/** An error that an operation answers with. */
export interface DocumentedProblem {
  readonly description: string;
  /** True answers, by what led to them in a few words. */
  readonly examples: Readonly<Record<string, ProblemExample>>;
}

/** The problems of an operation, by their status. */
export type DocumentedProblems = Readonly<Record<number, DocumentedProblem>>;

const exampleRequestId = '7a1f6c0e-52d4-4f0b-9c3e-1d7a8b2f4e65';

/** A response object of the document with true examples. */
export function problemResponse(status: number, { description, examples }: DocumentedProblem) {
  const named = Object.entries(examples).map(([summary, { detail, ...extensions }]) => [
    summary,
    { summary, value: problem(status, detail, exampleRequestId, extensions) },
  ]);
  const schema = { $ref: '#/components/schemas/Problem' };
  return {
    description,
    content: { [PROBLEM_MEDIA_TYPE]: { schema, examples: Object.fromEntries(named) as Examples } },
  };
}

type Examples = Record<string, { readonly summary: string; readonly value: Problem }>;

/** Documents problems of one operation. Those that every operation has are added to the whole document. */
export function ApiProblems(problems: DocumentedProblems): MethodDecorator {
  return applyDecorators(
    ...Object.entries(problems).map(([status, documented]) =>
      ApiResponse({ status: Number(status), ...problemResponse(Number(status), documented) }),
    ),
  );
}
