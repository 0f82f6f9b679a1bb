import { RouteConfig } from '@nestjs/platform-fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The allow-list, the gateway key and the limit per address do not apply to this route. */
    skipEdgeChecks?: boolean;
    /** Security headers of this route's answers, in place of those for data. */
    securityHeaders?: Readonly<Record<string, string>>;
  }
}

/**
 * Exempts the route of a controller method from the allow-list, the gateway key and the limit per
 * address. Health endpoints need it: probes come from inside the network, often, and without a key.
 */
export const SkipEdgeChecks = (): MethodDecorator => RouteConfig({ skipEdgeChecks: true });
