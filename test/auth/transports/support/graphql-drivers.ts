import type { DynamicModule } from '@nestjs/common';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Field, GraphQLModule, ObjectType } from '@nestjs/graphql';
import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { startApplication, type TestApplication } from '../../support/application.js';

/** What the resolvers of the tests answer with. */
@ObjectType()
export class Report {
  @Field(() => String)
  title!: string;
}

export const reports = [{ title: 'May' }];

/** A library that answers GraphQL, on an adapter that it runs on. */
interface Driver {
  readonly adapter: () => AbstractHttpAdapter;
  readonly module: (fieldResolverEnhancers?: ['guards']) => DynamicModule;
}

const apollo: Driver['module'] = (fieldResolverEnhancers) =>
  GraphQLModule.forRoot<ApolloDriverConfig>({
    driver: ApolloDriver,
    autoSchemaFile: true,
    subscriptions: { 'graphql-ws': true },
    ...(fieldResolverEnhancers ? { fieldResolverEnhancers } : {}),
  });
const mercurius: Driver['module'] = (fieldResolverEnhancers) =>
  GraphQLModule.forRoot<MercuriusDriverConfig>({
    driver: MercuriusDriver,
    autoSchemaFile: true,
    subscription: true,
    ...(fieldResolverEnhancers ? { fieldResolverEnhancers } : {}),
  });

export const drivers = {
  'Apollo on Express': { adapter: () => new ExpressAdapter(), module: apollo },
  'Apollo on Fastify': { adapter: () => new FastifyAdapter(), module: apollo },
  Mercurius: { adapter: () => new FastifyAdapter(), module: mercurius },
} satisfies Record<string, Driver>;

/** Starts an application with one resolver; its fields have guards only with `enhancers`. */
export const startGraphql = (
  driver: Driver,
  resolver: new () => object,
  enhancers?: ['guards'],
): Promise<TestApplication> =>
  startApplication({
    adapter: driver.adapter(),
    imports: [driver.module(enhancers)],
    providers: [resolver],
  });
