import type { Task, TaskQuery, VersionedTask } from '../api/tasks-api.js';
import type { Message } from '../messages/message.js';

/** All that decides what is on the screen. */
export interface BoardState {
  readonly tasks: readonly Task[];
  readonly nextCursor: string | null;
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly query: Pick<TaskQuery, 'status' | 'sort'>;
  readonly message?: Message | undefined;
  /** The version that is being changed. */
  readonly editing?: VersionedTask | undefined;
  /** What the server has, if that is not the version that is being changed. */
  readonly theirs?: VersionedTask | undefined;
  /** The task whose deletion was taken back: whoever did it goes on there. */
  readonly broughtBack?: Task['id'] | undefined;
}
