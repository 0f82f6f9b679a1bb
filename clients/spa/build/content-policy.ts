/** Input of {@link contentPolicy}. */
export interface ContentPolicyOptions {
  /** Origins of the API and of the provider. */
  readonly connectTo: readonly string[];
  /** Port of the development server, if the page is served by it. */
  readonly developmentPort?: number | undefined;
}

/**
 * The content policy of the page. Nothing comes from anywhere but its own origin; it calls the API
 * and the token endpoint only. `frame-ancestors` is missing because browsers ignore it in a meta
 * element (Content Security Policy level 3, section 3.3): the host has to send it.
 */
export function contentPolicy({ connectTo, developmentPort }: ContentPolicyOptions): string {
  const development = developmentPort !== undefined;
  const directives: Readonly<Record<string, readonly string[]>> = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    // The development server puts styles into the page as elements, and tells of changes by WebSocket.
    'style-src': ["'self'", ...(development ? ["'unsafe-inline'"] : [])],
    'img-src': ["'self'"],
    'connect-src': [
      ...connectTo,
      ...(development ? ["'self'", `ws://localhost:${developmentPort}`] : []),
    ],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, values]) => `${name} ${values.join(' ')}`)
    .join('; ');
}
