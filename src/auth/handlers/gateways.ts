import type { Type } from '@nestjs/common';
import type { ModulesContainer } from '@nestjs/core';
import { isOpen } from '../guards/index.js';

// The keys of @nestjs/websockets, which need not be installed.
const GATEWAY = 'websockets:is_gateway';
const OPTIONS = 'websockets:gateway_options';
const PORT = 'port';

/** Where a server of WebSockets listens: gateways that agree in it share one. */
export interface ServerAddress {
  readonly port: number;
  readonly path?: string | undefined;
  readonly namespace?: string | RegExp | undefined;
}

/** A class with `@WebSocketGateway()`. */
export interface Gateway extends ServerAddress {
  readonly metatype: Type;
  /** Whether it is marked `@Public()`: its connections then need no token. */
  readonly isPublic: boolean;
}

/** Whether a class has `@WebSocketGateway()`. */
export function isGateway(metatype: object): boolean {
  return Reflect.hasMetadata(GATEWAY, metatype);
}

/** The gateways of an application. */
export function gatewaysIn(modules: ModulesContainer): Gateway[] {
  return [...modules.values()]
    .flatMap(({ providers }) => [...providers.values()])
    .flatMap(({ metatype }) => (isClass(metatype) && isGateway(metatype) ? [metatype] : []))
    .map((metatype) => ({
      metatype,
      isPublic: isOpen(metatype),
      port: (Reflect.getMetadata(PORT, metatype) ?? 0) as number,
      ...((Reflect.getMetadata(OPTIONS, metatype) ?? {}) as Omit<ServerAddress, 'port'>),
    }));
}

/** Whether two gateways, or a gateway and a server, share an address. A leading slash of a namespace is optional. */
export function isSameAddress(one: ServerAddress, other: ServerAddress): boolean {
  return (
    one.port === other.port && one.path === other.path && namespaceOf(one) === namespaceOf(other)
  );
}

function namespaceOf({ namespace = '' }: ServerAddress): string {
  return String(namespace).replace(/^\/(?=\w|$)/, '');
}

function isClass(metatype: unknown): metatype is Type {
  return typeof metatype === 'function';
}
