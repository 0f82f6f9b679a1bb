import type { RefObject } from 'preact';
import { StatusOptions } from './form/index.js';
import { sortLabels, type ListQuery } from './list-query.js';

interface FiltersProps {
  readonly query: ListQuery;
  /** How many tasks are shown: `45 tasks`, `20+ tasks`. */
  readonly count: string;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly onSearch: (search: string) => void;
  readonly onChange: (query: ListQuery) => void;
}

/** Selects which tasks are listed, and in which order. */
export function Filters({ query, count, heading, search, onSearch, onChange }: FiltersProps) {
  const change = (part: Partial<ListQuery>) => onChange({ ...query, ...part });
  const clearWithEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || query.search === '') {
      return;
    }
    event.preventDefault();
    onSearch('');
  };
  return (
    <div class="filters" role="search">
      <h2 ref={heading} tabIndex={-1}>
        Your tasks
      </h2>
      <span class="count quiet" role="status">
        {count}
      </span>
      <input
        ref={search}
        type="search"
        aria-label="Search"
        placeholder="Search"
        value={query.search}
        onInput={({ currentTarget }) => onSearch(currentTarget.value)}
        onKeyDown={clearWithEscape}
      />
      <label>
        Show{' '}
        <select
          value={query.status ?? ''}
          onChange={({ currentTarget: { value } }) =>
            change({ status: value === '' ? undefined : (value as ListQuery['status']) })
          }
        >
          <option value="">all</option>
          <StatusOptions />
        </select>
      </label>
      <label>
        Order{' '}
        <select
          value={query.sort}
          onChange={({ currentTarget: { value } }) => change({ sort: value as ListQuery['sort'] })}
        >
          {Object.entries(sortLabels).map(([sort, label]) => (
            <option key={sort} value={sort}>
              {label}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
