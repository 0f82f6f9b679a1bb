/**
 * Names for fields that Swagger UI leaves without one, so that assistive technology can say what they are.
 *
 * @typedef {import('./swagger-ui.js').System} System
 * @typedef {import('./swagger-ui.js').Component<any>} Component
 */

/**
 * A field within a label that is not shown: its name stands beside it already, but is not tied to it.
 *
 * @param {string} property of the field that holds its name
 * @returns {(Original: Component, system: System) => Component}
 */
export const labelledBy =
  (property) =>
  (Original, { React }) =>
    function Labelled(props) {
      const h = React.createElement;
      return h(
        'label',
        { className: 'named-field' },
        h('span', { className: 'visually-hidden' }, String(props[property] ?? '')),
        h(Original, props),
      );
    };

/** @type {(Original: Component, system: System) => Component} */
export const namedTextArea = (Original, { React }) =>
  function RequestBody(props) {
    return React.createElement(Original, { 'aria-label': 'Request body', ...props });
  };

/** @param {System} system */
export function plainText({ React }) {
  /**
   * It scrolls when it is long, so the keyboard must reach it.
   *
   * @param {{ children: unknown, className?: string }} props
   */
  return function PlainTextViewer({ children, className = '' }) {
    return React.createElement(
      'pre',
      { className: `microlight ${className}`, tabIndex: 0 },
      children,
    );
  };
}
