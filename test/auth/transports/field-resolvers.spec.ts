import { Query, ResolveField, Resolver } from '@nestjs/graphql';
import { RequireRoles } from '../../../src/auth/index.js';
import { drivers, Report, reports, startGraphql } from './support/graphql-drivers.js';
import { query } from './support/graphql.js';

it('does not start where a field requires something and has no guard', async () => {
  @Resolver(() => Report)
  class ClosedResolver {
    @Query(() => [Report])
    reports(): Report[] {
      return reports;
    }

    @ResolveField(() => String)
    @RequireRoles('Auditor')
    findings(): string {
      return 'none';
    }
  }

  await expect(startGraphql(drivers.Mercurius, ClosedResolver)).rejects.toThrow(
    'ClosedResolver.findings',
  );
});

it('starts without guards for fields that are reached with a token only', async () => {
  @Resolver(() => Report)
  class ClosedResolver {
    @Query(() => [Report])
    reports(): Report[] {
      return reports;
    }

    @ResolveField(() => String)
    author(): string {
      return 'Grace Hopper';
    }
  }

  await using started = await startGraphql(drivers.Mercurius, ClosedResolver);
  const { data } = await query(started, '{ reports { author } }', await started.provider.token());
  expect(data).toEqual({ reports: [{ author: 'Grace Hopper' }] });
  expect((await query(started, '{ reports { author } }')).errors).toHaveLength(1);
});
