import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet, { type HelmetOptions } from 'helmet';
import type { GatewayOptions } from './gateway.options.js';
import type { Step } from './step.js';

/** Refusals, health and the address that brings a code are for nobody's cache, unless a route says otherwise. */
const unstored = { 'cache-control': 'no-store' };

type Headers = Readonly<Record<string, string>>;

/** What browsers are told of answers: data, the documentation page, and the page it signs in with. */
export interface SecurityHeaders {
  readonly data: Headers;
  readonly page: Headers;
  readonly redirectPage: Headers;
}

/** The headers of a deployment. Worked out once: they are the same for every request. */
export function securityHeaders({ publicUrl, tokenUrl }: GatewayOptions): SecurityHeaders {
  const nothing = { defaultSrc: ["'none'"], baseUri: ["'none'"], frameAncestors: ["'none'"] };
  const documentation = {
    ...nothing,
    scriptSrc: ["'self'"],
    // The page comes with style elements of its own, and Swagger UI adds more while it runs.
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'", publicUrl, new URL(tokenUrl).origin],
    formAction: ["'none'"],
  };
  const common = {
    strictTransportSecurity: publicUrl.startsWith('https:') ? {} : false,
    xFrameOptions: { action: 'deny' },
    // A page that opens the sign-in window of another origin has to be able to hear from it.
    crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
  } as const;
  const withPolicy = (
    directives: Record<string, string[]>,
    more: { readonly crossOriginOpenerPolicy?: false } = {},
  ) =>
    headersOf({
      ...common,
      contentSecurityPolicy: { useDefaults: false, directives },
      ...more,
    });
  return {
    data: { ...withPolicy(nothing), ...unstored },
    page: withPolicy(documentation),
    // With an opener policy of its own it would lose the page that opened it: it arrives in a window
    // that has just shown the provider, which has none, and a change of policy cuts that tie.
    redirectPage: {
      ...withPolicy(documentation, { crossOriginOpenerPolicy: false }),
      ...unstored,
    },
  };
}

/** Sends them with every answer. */
export function sendSecurityHeaders(headers: SecurityHeaders): Step {
  return ({ routeOptions: { url } }, reply) => {
    void reply.headers(headersFor(url, headers));
  };
}

function headersFor(route: string | undefined, headers: SecurityHeaders): Headers {
  if (route === '/oauth2-redirect') return headers.redirectPage;
  return route === '/docs' || route?.startsWith('/docs/') ? headers.page : headers.data;
}

/** What helmet sets on an answer, without a request to answer. */
function headersOf(options: HelmetOptions): Headers {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  helmet(options)(request, response, (error) => {
    if (error instanceof Error) throw error;
  });
  return Object.fromEntries(
    Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]),
  );
}
