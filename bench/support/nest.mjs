import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { headerFrom } from './tokens.mjs';

/**
 * What TypeScript does with decorators, for plain JavaScript.
 *
 * @param {Function} type a class
 * @param {ClassDecorator[]} decorators of the class
 * @param {Record<string, MethodDecorator[]>} methods decorators by method
 */
export function decorate(type, decorators, methods = {}) {
  for (const [name, ofMethod] of Object.entries(methods)) {
    const descriptor = Object.getOwnPropertyDescriptor(type.prototype, name);
    for (const decorator of ofMethod) {
      decorator(type.prototype, name, descriptor);
    }
  }
  for (const decorator of decorators) {
    decorator(type);
  }
}

/** Decorates properties of a class, by their names. */
export function decorateProperties(type, properties) {
  for (const [name, decorators] of Object.entries(properties)) {
    for (const decorator of decorators) {
      decorator(type.prototype, name);
    }
  }
}

/**
 * Decorates the parameters of methods, by the names of the methods.
 *
 * @param {Record<string, [ParameterDecorator, Function?][]>} methods a decorator and a type for each
 */
export function decorateParameters(type, methods) {
  for (const [name, parameters] of Object.entries(methods)) {
    for (const [index, [decorator]] of parameters.entries()) {
      decorator(type.prototype, name, index);
    }
    const types = parameters.map(([, parameterType = Object]) => parameterType);
    Reflect.defineMetadata('design:paramtypes', types, type.prototype, name);
  }
}

/**
 * What Nest gives a guard, without a server around it: the smallest request that both passport and
 * this project's guard read.
 */
export function executionContext(credentials, { handler, controller }) {
  const authorization = headerFrom(credentials);
  const request = {
    headers: { authorization },
    raw: { rawHeaders: ['Authorization', authorization] },
    query: undefined,
    caller: undefined,
  };
  return new ExecutionContextHost([request, response], controller, handler);
}

const response = { header: () => response, setHeader: () => response };
