/**
 * Under these keys `@nestjs/swagger` looks for the security requirements and the extensions of an operation.
 * They are written here directly, since that package is optional: an import of it, even a conditional one,
 * would make bundlers and ES modules ask for it. A test reads them back through documents of its versions
 * 11 and 12.
 */
const SECURITY = 'swagger/apiSecurity';
const EXTENSION = 'swagger/apiExtension';
/** Under this key Nest notes the HTTP method of a route handler. */
const ROUTE_METHOD = 'method';

/** Adds a security requirement to the operation, or to every operation of a controller. */
export function operationSecurity(
  scheme: string,
  scopes: readonly string[],
): MethodDecorator & ClassDecorator {
  return onHandlerOrClass((target) => {
    const requirements = (Reflect.getMetadata(SECURITY, target) ?? []) as readonly object[];
    Reflect.defineMetadata(SECURITY, [...requirements, { [scheme]: [...scopes] }], target);
  });
}

/** Adds a member to the operation, or to every operation of a controller that does not have it itself. */
export function operationExtension(
  name: `x-${string}`,
  value: readonly string[],
): MethodDecorator & ClassDecorator {
  const extend = (handler: object) => {
    const extensions = (Reflect.getMetadata(EXTENSION, handler) ?? {}) as object;
    Reflect.defineMetadata(EXTENSION, { [name]: [...value], ...extensions }, handler);
  };
  return onHandlerOrClass(extend, (controller) => {
    for (const handler of routeHandlersOf(controller)) {
      extend(handler);
    }
  });
}

type Decorated = (target: object) => void;

function onHandlerOrClass(
  onHandler: Decorated,
  onClass: Decorated = onHandler,
): MethodDecorator & ClassDecorator {
  return (target: object, _key?: unknown, descriptor?: PropertyDescriptor) => {
    const handler: unknown = descriptor?.value;
    if (typeof handler === 'function') {
      onHandler(handler);
    } else {
      onClass(target);
    }
  };
}

function routeHandlersOf(controller: object): object[] {
  const prototype = (controller as { readonly prototype: object }).prototype;
  return Object.values(Object.getOwnPropertyDescriptors(prototype))
    .map(({ value }: PropertyDescriptor) => value as unknown)
    .filter(
      (value): value is () => unknown =>
        typeof value === 'function' && Reflect.hasMetadata(ROUTE_METHOD, value),
    );
}
