import type { FastifyReply, FastifyRequest } from 'fastify';
import { pino } from 'pino';
import { parseAddress } from '../addresses/index.js';
import { RateLimits } from './rate-limits.js';
import { TooManyRequestsException } from './rate-limit.js';

afterEach(() => jest.useRealTimers());

it('gives health endpoints a generous limit of their own, and holds back refusals', async () => {
  jest.useFakeTimers({ doNotFake: ['performance'] });
  const limits = new RateLimits({ counterPrefix: 'test' }, pino({ level: 'silent' }));
  let from = '192.0.2.1';
  const hook = limits.limitPerAddress(() => parseAddress(from));
  const probe = () =>
    hook(
      { routeOptions: { config: { skipEdgeChecks: true } } } as FastifyRequest,
      {} as FastifyReply,
    );
  for (let probes = 0; probes < 1_000; probes++) {
    expect(probe()).toBeUndefined();
  }
  const onRefusal = jest.fn();
  const refused = Promise.resolve(probe()).catch(onRefusal);
  await jest.advanceTimersByTimeAsync(999);
  expect(onRefusal).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(1);
  await refused;
  expect(onRefusal).toHaveBeenCalledWith(expect.any(TooManyRequestsException));
  from = '192.0.2.2';
  expect(probe()).toBeUndefined();
});
