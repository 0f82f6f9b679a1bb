import { headerFrom } from './credentials.mjs';

/**
 * What a Nest guard is given, without a server around it: the smallest request that both passport
 * and this project's guard read.
 */
export function executionContext(credentials, { handler, controller }) {
  const authorization = headerFrom(credentials);
  const request = {
    headers: { authorization },
    raw: { rawHeaders: ['Host', 'localhost', 'Authorization', authorization] },
    query: {},
  };
  const http = { getRequest: () => request, getResponse: () => response };
  const everything = [request, response];
  return {
    switchToHttp: () => http,
    getArgs: () => everything,
    getHandler: () => handler,
    getClass: () => controller,
  };
}

const response = { header: () => response };
