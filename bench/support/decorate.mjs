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
    for (const decorator of ofMethod) decorator(type.prototype, name, descriptor);
  }
  for (const decorator of decorators) decorator(type);
}
