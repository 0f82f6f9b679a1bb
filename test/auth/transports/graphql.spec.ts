import { Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { setTimeout as delay } from 'node:timers/promises';
import {
  CurrentCaller,
  Public,
  RequireAccess,
  RequireRoles,
  type Caller,
} from '../../../src/auth/index.js';
import type { TestApplication } from '../support/application.js';
import { drivers, Report, reports, startGraphql } from './support/graphql-drivers.js';
import { query, subscribe } from './support/graphql.js';

@Resolver(() => Report)
class ReportsResolver {
  @Query(() => [Report])
  @RequireAccess({ scopes: ['reports.read'] })
  reports(): Report[] {
    return reports;
  }

  @Query(() => String)
  whoAmI(@CurrentCaller() caller: Caller): string {
    return caller.name ?? '';
  }

  @Query(() => String)
  @RequireRoles('Auditor')
  audit(): string {
    return 'audited';
  }

  @Query(() => [Report])
  @Public()
  published(): Report[] {
    return reports;
  }

  @ResolveField(() => String)
  author(@CurrentCaller() caller: Caller): string {
    return caller.name ?? '';
  }

  @ResolveField(() => String)
  @Public()
  language(): string {
    return 'en';
  }

  @ResolveField(() => String)
  @RequireRoles('Auditor')
  findings(): string {
    return 'none';
  }

  @Subscription(() => Report)
  @RequireAccess({ scopes: ['reports.read'] })
  changed(): AsyncIterable<unknown> {
    return ticks();
  }
}

/** A report every 50 ms. */
async function* ticks(): AsyncGenerator {
  for (;;) {
    yield { changed: reports[0] };
    await delay(50);
  }
}

describe.each(Object.entries(drivers))('%s', (_name, driver) => {
  let started: TestApplication;

  beforeAll(async () => {
    started = await startGraphql(driver, ReportsResolver, ['guards']);
  });
  afterAll(() => started[Symbol.asyncDispose]());

  const token = (request: object = {}) =>
    started.provider.token({ scopes: ['reports.read'], ...request });

  it('answers a query whose token has the scope', async () => {
    const answer = await query(started, '{ reports { title author } whoAmI }', await token());
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual({
      reports: [{ title: 'May', author: 'Ada Lovelace' }],
      whoAmI: 'Ada Lovelace',
    });
  });

  it('refuses a query without a valid token', async () => {
    const { provider } = started;
    for (const bad of [undefined, await provider.expiredToken(), await provider.forgedToken()]) {
      const { data, errors } = await query(started, '{ whoAmI }', bad);
      expect(data?.['whoAmI'] ?? null).toBeNull();
      expect(errors).toMatchObject([
        {
          message: 'Unauthorized. Access token is missing or invalid.',
          extensions: { code: 'UNAUTHENTICATED' },
        },
      ]);
    }
    const inAddress = await query(
      started,
      '{ whoAmI }',
      undefined,
      `?access_token=${await token()}`,
    );
    expect(inAddress.errors).toHaveLength(1);
  });

  it('refuses a query whose token lacks the scope or the role', async () => {
    const poor = await token({ scopes: ['other'] });
    for (const text of ['{ reports { title } }', '{ audit }']) {
      const { errors } = await query(started, text, poor);
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
    const auditor = await token({ roles: ['Auditor'] });
    expect((await query(started, '{ audit }', auditor)).data).toEqual({ audit: 'audited' });
  });

  it('opens a public query, and of its fields those that are public', async () => {
    const open = await query(started, '{ published { title language } }');
    expect(open.data).toEqual({ published: [{ title: 'May', language: 'en' }] });
    const closed = await query(started, '{ published { title author } }');
    expect(closed.data).toBeNull();
    expect(closed.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    const field = await query(started, '{ reports { findings } }', await token());
    expect(field.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  const subscription = 'subscription { changed { title } }';

  it('subscribes with a token among the parameters of the connection or in its header', async () => {
    const authorization = `Bearer ${await token()}`;
    for (const options of [
      { connectionParams: { Authorization: authorization } },
      { connectionParams: { authorization } },
      { headers: { authorization } },
    ]) {
      const { results, errors, client } = await subscribe(started, subscription, options);
      expect(errors).toEqual([]);
      expect(results).toEqual([{ changed: { title: 'May' } }]);
      await client.dispose();
    }
  });

  it('refuses a subscription without a valid token with the scope', async () => {
    const good = `Bearer ${await token()}`;
    for (const options of [
      {},
      { address: `?access_token=${await token()}` },
      { connectionParams: { Authorization: `Bearer ${await started.provider.forgedToken()}` } },
      { connectionParams: { Authorization: `Bearer ${await token({ scopes: ['other'] })}` } },
      { connectionParams: { Authorization: 'Bearer ' } },
      { connectionParams: { Authorization: good }, headers: { authorization: good } },
    ]) {
      const { results, errors, client } = await subscribe(started, subscription, options);
      expect(results).toEqual([]);
      expect(errors).toHaveLength(1);
      await client.dispose();
    }
  });

  it('ends the connection when the token of a subscription expires', async () => {
    const authorization = `Bearer ${await token({ expiresInSeconds: 2 })}`;
    const subscribed = await subscribe(started, subscription, {
      connectionParams: { authorization },
    });
    const begun = Date.now();
    expect(subscribed.errors).toEqual([]);
    // 4401 from graphql-ws; the connection of Mercurius is broken off.
    expect([4401, 1006]).toContain(await subscribed.closed);
    expect(Date.now() - begun).toBeLessThan(3000);
    expect(subscribed.results.length).toBeGreaterThan(1);
  });

  it('does not start where a field under a public query would have no guard', async () => {
    await expect(startGraphql(driver, ReportsResolver)).rejects.toThrow(
      'GraphQL runs no guards for ReportsResolver.author',
    );
  });
});
