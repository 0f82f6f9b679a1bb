import type { FastifyReply, FastifyRequest } from 'fastify';
import { pino } from 'pino';
import { parseAddress } from '../addresses/index.js';
import { RateLimits } from './rate-limits.js';
import { TooManyRequestsException } from './rate-limit.js';

it('gives health endpoints a generous limit of their own, also when there is no other', () => {
  const limits = new RateLimits({ counterPrefix: 'test' }, pino({ level: 'silent' }));
  let from = '192.0.2.1';
  const hook = limits.limitPerAddress(() => parseAddress(from));
  const probe = () =>
    hook(
      { routeOptions: { config: { skipEdgeChecks: true } } } as FastifyRequest,
      {} as FastifyReply,
    );
  for (let probes = 0; probes < 1_000; probes++) {
    void probe();
  }
  expect(probe).toThrow(TooManyRequestsException);
  from = '192.0.2.2';
  expect(probe).not.toThrow();
});
