import type { ColumnType, Generated } from 'kysely';
import type { TaskStatus } from './task.schema.js';

/** Milliseconds since 1970, in a 64-bit integer column. */
type Timestamp = number;

/** A column that the database computes; it can be read and compared, never written. */
type Computed<T> = ColumnType<T, never, never>;

/** The table of tasks. The same for both databases. */
export interface TaskTable {
  /** UUIDv7. */
  id: ColumnType<string, string, never>;
  /** Tenant and object id of the person the task belongs to. */
  owner: ColumnType<string, string, never>;
  title: string;
  description: string | null;
  status: TaskStatus;
  due_at: Timestamp | null;
  /** `due_at` for sorting upwards: a task without one comes last. */
  due_ascending: Computed<Timestamp>;
  /** `due_at` for sorting downwards: a task without one comes last here too. */
  due_descending: Computed<Timestamp>;
  created_at: ColumnType<Timestamp, Timestamp, never>;
  updated_at: Timestamp;
  /** Counts the changes; the entity tag. */
  version: Generated<number>;
}

/** The tables of this resource, by name. */
export type TaskTables = { task: TaskTable };
