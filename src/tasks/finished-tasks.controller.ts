import { Controller, Delete, Query } from '@nestjs/common';
import {
  CurrentCaller,
  ownerKey,
  RequireAccess,
  RequireAuthContext,
  type Caller,
} from '../auth/index.js';
import { noQuerySchema } from '../rest/index.js';
import type { TasksDeletion } from './finished-tasks.schema.js';
import { writeAccess } from './task.access.js';
import { DocumentFinishedTasksDeletion } from './tasks.documentation.js';
import { TasksService } from './tasks.service.js';

/**
 * All finished tasks of the caller at once. They have an address of their own, so that no request which lost a
 * filter on its way deletes more.
 */
@Controller('finished-tasks')
export class FinishedTasksController {
  constructor(private readonly tasks: TasksService) {}

  @Delete()
  @RequireAccess(writeAccess)
  @RequireAuthContext()
  @DocumentFinishedTasksDeletion()
  delete(
    @CurrentCaller() caller: Caller,
    @Query({ schema: noQuerySchema }) _query: unknown,
  ): Promise<TasksDeletion> {
    return this.tasks.deleteFinished(ownerKey(caller));
  }
}
