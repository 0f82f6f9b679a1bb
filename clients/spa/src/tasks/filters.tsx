import type { RefObject } from 'preact';
import type { TaskQuery } from '../api/index.js';
import { StatusOptions } from './form/index.js';
import type { ListQuery } from './task-list.js';

interface FiltersProps {
  readonly query: ListQuery;
  readonly onChange: (query: ListQuery) => void;
  readonly heading: RefObject<HTMLHeadingElement | null>;
}

/** Selects which tasks are listed, and in which order. */
export function Filters({ query, onChange, heading }: FiltersProps) {
  const change = (part: ListQuery) => onChange({ ...query, ...part });
  return (
    <div class="filters">
      <h2 ref={heading} tabIndex={-1}>
        Your tasks
      </h2>
      <label>
        Show{' '}
        <select
          value={query.status ?? ''}
          onChange={({ currentTarget: { value } }) =>
            change({ status: value === '' ? undefined : (value as TaskQuery['status']) })
          }
        >
          <option value="">all</option>
          <StatusOptions />
        </select>
      </label>
      <label>
        Order{' '}
        <select
          value={query.sort ?? ''}
          onChange={({ currentTarget: { value } }) => change({ sort: value as TaskQuery['sort'] })}
        >
          <option value="-createdAt">newest first</option>
          <option value="createdAt">oldest first</option>
          <option value="dueAt">due soonest</option>
          <option value="-dueAt">due latest</option>
        </select>
      </label>
    </div>
  );
}
