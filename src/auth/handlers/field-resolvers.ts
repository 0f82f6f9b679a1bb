import { Injectable, type OnModuleInit, type Type } from '@nestjs/common';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { routeAccess, type RouteAccess } from '../guards/index.js';

// The keys of @nestjs/graphql, which need not be installed.
const OPTIONS = 'GqlModuleOptions';
const RESOLVER_TYPE = 'graphql:resolver_type';
const FIELD = 'graphql:resolve_property';
const REFERENCE = 'graphql:resolve_reference';
const rootTypes: ReadonlySet<unknown> = new Set(['Query', 'Mutation', 'Subscription']);

interface Resolver {
  readonly name: string;
  readonly handler: object;
  readonly access: RouteAccess;
}

/**
 * GraphQL runs no guards for the fields of a type, unless it is told to. Where that would leave one open that
 * nobody marked `@Public()`, the application does not start.
 */
@Injectable()
export class FieldResolvers implements OnModuleInit {
  readonly #scanner = new MetadataScanner();

  constructor(private readonly modules: ModulesContainer) {}

  /** @throws {TypeError} that names the first resolver which would be open */
  onModuleInit(): void {
    const providers = [...this.modules.values()].flatMap((module) => [
      ...module.providers.values(),
    ]);
    const isGuarded = providers
      .filter(({ token }) => token === OPTIONS)
      .map(({ instance }) => instance as { readonly fieldResolverEnhancers?: readonly string[] })
      .every(({ fieldResolverEnhancers }) => fieldResolverEnhancers?.includes('guards'));
    const open = isGuarded
      ? undefined
      : openField(
          providers
            .map(({ metatype }) => metatype as unknown)
            .filter((metatype): metatype is Type => typeof metatype === 'function')
            .flatMap((metatype) => this.#resolversOf(metatype)),
        );
    if (open) {
      throw new TypeError(
        `GraphQL runs no guards for ${open.name}, so anybody could have it: set ` +
          "fieldResolverEnhancers: ['guards'] in the options of GraphQLModule, or mark it @Public()",
      );
    }
  }

  #resolversOf(metatype: Type): Resolver[] {
    const prototype = (metatype.prototype ?? {}) as Readonly<Record<string, () => unknown>>;
    return this.#scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name];
      return handler && isResolver(handler)
        ? [
            {
              name: `${metatype.name}.${name}`,
              handler,
              access: routeAccess({
                getClass: <T>() => metatype as Type<T>,
                getHandler: () => handler,
              }),
            },
          ]
        : [];
    });
  }
}

/**
 * The first field that is open although nobody said so. A field under a query that needs a token is reached
 * with one only; under a public query, or as a reference of a federated graph, it is reached without. What
 * it needs itself, nobody would ask for.
 */
function openField(resolvers: readonly Resolver[]): Resolver | undefined {
  const hasPublicRoot = resolvers.some(({ handler, access }) => isRoot(handler) && access.isPublic);
  return resolvers.find(
    ({ handler, access }) =>
      isField(handler) &&
      !access.isPublic &&
      (hasPublicRoot || Reflect.hasMetadata(REFERENCE, handler) || access.needsMoreThanToken),
  );
}

function isResolver(handler: object): boolean {
  return isRoot(handler) || isField(handler);
}

function isRoot(handler: object): boolean {
  return rootTypes.has(Reflect.getMetadata(RESOLVER_TYPE, handler));
}

function isField(handler: object): boolean {
  return Reflect.hasMetadata(FIELD, handler) || Reflect.hasMetadata(REFERENCE, handler);
}
