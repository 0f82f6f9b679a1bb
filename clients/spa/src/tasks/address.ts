import { useEffect } from 'preact/hooks';
import { addressOfQuery, queryOfAddress, type ListQuery } from './list-query.js';

/**
 * Puts a query into the address of the page.
 *
 * @param options - replace: while somebody types, so that "Back" does not go letter by letter
 */
export function putQueryIntoAddress(query: ListQuery, { replace }: { replace: boolean }): void {
  const address = `${location.pathname}${addressOfQuery(query)}`;
  if (address === location.pathname + location.search) {
    return;
  }
  if (replace) {
    history.replaceState(null, '', address);
  } else {
    history.pushState(null, '', address);
  }
}

/** Calls back with the query of the address after "Back" and "Forward". */
export function useQueryOfHistory(onChange: (query: ListQuery) => void): void {
  useEffect(() => {
    const onPopState = () => onChange(queryOfAddress(location.search));
    addEventListener('popstate', onPopState);
    return () => removeEventListener('popstate', onPopState);
  });
}
