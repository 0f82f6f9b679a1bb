import type { FastifyReply } from 'fastify';
import { MemoryCounter } from './counter.js';
import { QuotaCounter, RateLimit, TooManyRequestsException } from './rate-limit.js';

/** Collects the fields of an answer. */
function reply(fields = new Map<string, string>()) {
  return {
    fields,
    getHeader: (name: string) => fields.get(name),
    header: (name: string, value: string) => void fields.set(name, value),
  } as unknown as FastifyReply & { readonly fields: Map<string, string> };
}

const quota = { calls: 3, seconds: 60 };

it('does not forget who has used up the quota in a flood of other callers', async () => {
  const limit = new RateLimit('per-ip', [new QuotaCounter(quota, new MemoryCounter(quota, 100))]);
  for (let calls = 0; calls < 3; calls++) {
    void limit.consume(['limited'], reply());
  }
  for (let other = 0; other < 10_000; other++) {
    void limit.consume([`other ${other}`], reply());
  }
  expect(() => limit.consume(['limited'], reply())).toThrow(TooManyRequestsException);
});

it('tells of the quota of which least is left', () => {
  const counter = new MemoryCounter(quota);
  const limit = new RateLimit('per-ip', [
    new QuotaCounter(quota, counter),
    new QuotaCounter({ calls: 4, seconds: 60 }, counter),
  ]);
  const leftOf = (...keys: string[]) => {
    const { fields } = reply();
    void limit.consume(keys, reply(fields));
    return fields.get('RateLimit');
  };
  expect(leftOf('a', 'network')).toBe('"per-ip";r=2;t=60');
  expect(leftOf('a', 'network')).toBe('"per-ip";r=1;t=60');
  expect(leftOf('b', 'network')).toBe('"per-ip";r=1;t=60');
  expect(leftOf('c', 'network')).toBe('"per-ip";r=0;t=60');
});

it('does not count refused calls towards the larger network', () => {
  const counter = new MemoryCounter(quota);
  const limit = new RateLimit('per-ip', [
    new QuotaCounter(quota, counter),
    new QuotaCounter({ calls: 6, seconds: 60 }, counter),
  ]);
  for (let calls = 0; calls < 3; calls++) {
    void limit.consume(['a', 'network'], reply());
  }
  for (let calls = 0; calls < 100; calls++) {
    expect(() => limit.consume(['a', 'network'], reply())).toThrow(TooManyRequestsException);
  }
  for (let calls = 0; calls < 3; calls++) {
    void limit.consume(['b', 'network'], reply());
  }
  expect(() => limit.consume(['c', 'network'], reply())).toThrow(TooManyRequestsException);
});
