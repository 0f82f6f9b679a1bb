import { Injectable, type Type } from '@nestjs/common';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { isGateway } from './gateways.js';
import { HandlerGuard } from './handler-guard.js';

/** Where Nest keeps the guards of `@UseGuards()`. */
const GUARDS = '__guards__';
/** The key of handlers of @nestjs/microservices, which need not be installed. */
const PATTERN = 'microservices:pattern';

type Module = ModulesContainer extends Map<string, infer Value> ? Value : never;
type Wrapper = Module['injectables'] extends Map<unknown, infer Value> ? Value : never;

/**
 * Gives {@link HandlerGuard} to handlers for which Nest runs no global guards: those of gateways with
 * NestJS 11, and those of messages in an application with `connectMicroservice()` and without
 * `inheritAppConfig`. They get it as from `@UseGuards()`.
 *
 * It does so when it is constructed: Nest then knows all modules, and has bound no handler yet.
 */
@Injectable()
export class HandlerGuards {
  readonly #scanner = new MetadataScanner();

  /** @param guard injected so that it exists when it is lent to other modules */
  constructor(modules: ModulesContainer, guard: HandlerGuard) {
    const wrapper = wrapperOf(guard, modules);
    for (const module of modules.values()) {
      const targets = [
        ...classesOf(module.providers).filter(isGateway),
        ...classesOf(module.controllers).flatMap((controller) => this.#messageHandlers(controller)),
      ];
      for (const target of targets) {
        addGuard(target);
      }
      // Where the class had its guard already, Nest has found it and makes an instance itself.
      if (wrapper && targets.length > 0 && !module.injectables.has(HandlerGuard)) {
        module.injectables.set(HandlerGuard, wrapper);
      }
    }
  }

  #messageHandlers({ prototype }: Type): object[] {
    const methods = prototype as Readonly<Record<string, object>>;
    return this.#scanner
      .getAllMethodNames(methods)
      .map((name) => methods[name])
      .filter((handler) => handler !== undefined)
      .filter((handler) => Reflect.hasMetadata(PATTERN, handler));
  }
}

/** Names the guard before those that a class or a handler has itself. */
function addGuard(target: object): void {
  const own = (Reflect.getMetadata(GUARDS, target) ?? []) as unknown[];
  if (!own.includes(HandlerGuard)) {
    Reflect.defineMetadata(GUARDS, [HandlerGuard, ...own], target);
  }
}

/** How the container of the application holds the guard. */
function wrapperOf(guard: HandlerGuard, modules: ModulesContainer): Wrapper | undefined {
  return [...modules.values()]
    .map(({ providers }) => providers.get(HandlerGuard))
    .find((wrapper) => wrapper?.instance === guard);
}

function classesOf(wrappers: Module['providers'] | Module['controllers']): Type[] {
  return [...wrappers.values()]
    .map(({ metatype }) => metatype as unknown)
    .filter((metatype): metatype is Type => typeof metatype === 'function');
}
