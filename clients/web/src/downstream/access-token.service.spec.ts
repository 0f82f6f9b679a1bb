import { Test } from '@nestjs/testing';
import type { FastifyRequest } from 'fastify';
import { SETTINGS } from '../config/index.js';
import { IdentityProviderService, ProviderModule, type RefreshResult } from '../provider/index.js';
import { AccessTokenService } from './access-token.service.js';

const minutesFromNow = (minutes: number) => Date.now() + minutes * 60_000;

const refreshed = (token: string): RefreshResult => ({
  kind: 'refreshed',
  accessToken: { token, expiresAt: minutesFromNow(60) },
  tokenCache: 'refreshed',
});

/** A request with a session whose access token expires in so many minutes. */
function requestWith(sessionId: string, minutes: number): FastifyRequest {
  const user = {
    accessToken: { token: `token of ${sessionId}`, expiresAt: minutesFromNow(minutes) },
    tokenCache: `cache of ${sessionId}`,
    since: Date.now(),
  };
  const session = { sessionId, user, reload: async () => {}, save: async () => {} };
  return { session, method: 'GET', url: '/tasks' } as unknown as FastifyRequest;
}

const refresh = jest.fn<Promise<RefreshResult>, [tokenCache: string]>();
let tokens: AccessTokenService;

beforeEach(async () => {
  refresh.mockReset();
  const module = await Test.createTestingModule({
    imports: [ProviderModule],
    providers: [AccessTokenService],
  })
    .useMocker((token) => (token === SETTINGS ? {} : undefined))
    .overrideProvider(IdentityProviderService)
    .useValue({ refresh })
    .compile();
  tokens = module.get(AccessTokenService);
});

it('uses a token that is valid for longer than five minutes', async () => {
  expect(await tokens.get(requestWith('a', 6))).toBe('token of a');
  expect(refresh).not.toHaveBeenCalled();
});

it('refreshes once for all requests of a session, and separately for each session', async () => {
  refresh.mockImplementation(async (cache) => refreshed(`new, from the ${cache}`));
  const requests = ['a', 'a', 'b', 'a'].map((session) => tokens.get(requestWith(session, 4)));
  expect(await Promise.all(requests)).toEqual(
    ['a', 'a', 'b', 'a'].map((session) => `new, from the cache of ${session}`),
  );
  expect(refresh).toHaveBeenCalledTimes(2);
});

it('asks for a new sign-in after a refusal, and asks the provider again at the next request', async () => {
  refresh.mockResolvedValueOnce({ kind: 'refused', reason: 'invalid_grant' });
  await expect(tokens.get(requestWith('a', 4))).rejects.toMatchObject({
    description: { status: 401, reason: 'invalid_grant' },
  });
  refresh.mockResolvedValueOnce(refreshed('new'));
  expect(await tokens.get(requestWith('a', 4))).toBe('new');
});
