import { Injectable, type PipeTransform } from '@nestjs/common';
import { TaskNotFoundException } from './task.exceptions.js';

/** What is not the id of a task names none: 404, without asking the database. */
@Injectable()
export class TaskIdPipe implements PipeTransform<string> {
  transform(value: string): string {
    const id = value.toLowerCase();
    if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return id;
    throw new TaskNotFoundException();
  }
}
