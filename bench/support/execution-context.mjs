import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { headerFrom } from './credentials.mjs';

/**
 * What Nest gives a guard, without a server around it: the smallest request that both passport and
 * this project's guard read.
 */
export function executionContext(credentials, { handler, controller }) {
  const authorization = headerFrom(credentials);
  const request = {
    headers: { authorization },
    raw: { rawHeaders: ['Authorization', authorization] },
    query: undefined,
    caller: undefined,
  };
  return new ExecutionContextHost([request, response], controller, handler);
}

const response = { header: () => response };
