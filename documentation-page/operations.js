/**
 * The line that an operation folds up to: one button with the method, the path, what it does and whom it is
 * for. Swagger UI's own has a link inside its button, which assistive technology cannot reach, and three
 * small buttons beside it.
 *
 * @typedef {import('./swagger-ui.js').System} System
 * @typedef {import('./swagger-ui.js').ImmutableMap} ImmutableMap
 */

/**
 * The short names of the scopes that a person's token must carry for an operation; undefined if anybody may
 * call it.
 *
 * @param {unknown} security the requirements of the operation
 */
export function neededScopes(security) {
  const [first] = /** @type {Record<string, string[]>[]} */ (security ?? []);
  const [scopes] = Object.values(first ?? {});
  return scopes?.map((name) => name.split('/').at(-1));
}

/** @param {System} system */
export function operationSummary({ React }) {
  const h = React.createElement;

  /** @param {{ isShown: boolean, toggleShown: () => void, operationProps: ImmutableMap }} props */
  return function OperationSummary({ isShown, toggleShown, operationProps }) {
    const operation = /** @type {ImmutableMap} */ (operationProps.get('op'));
    const security = /** @type {ImmutableMap | undefined} */ (operationProps.get('security'));
    const method = String(operationProps.get('method'));
    const scopes = neededScopes(security?.toJS());
    // The operation has it only once it is unfolded.
    const summary = operation.get('summary') ?? operationProps.get('summary');
    return h(
      'div',
      { className: `opblock-summary opblock-summary-${method}` },
      h(
        'button',
        {
          type: 'button',
          className: 'opblock-summary-control',
          'aria-expanded': isShown,
          onClick: toggleShown,
        },
        h('span', { className: 'opblock-summary-method' }, method.toUpperCase()),
        h('span', { className: 'opblock-summary-path' }, String(operationProps.get('path'))),
        h('span', { className: 'opblock-summary-description' }, summary),
        h(
          'span',
          { className: 'needs' },
          scopes === undefined
            ? 'open to everybody'
            : scopes.length === 0
              ? 'signed in'
              : scopes.join(' '),
        ),
      ),
    );
  };
}
