import { Injectable, type PipeTransform, type Type } from '@nestjs/common';

/**
 * A pipe for the id in a path. A text that is not a UUID names no resource: 404, without a query to
 * the database.
 *
 * @param NotFound what is thrown then
 */
export function resourceIdPipe(NotFound: Type<Error>): Type<PipeTransform<string, string>> {
  @Injectable()
  class ResourceIdPipe implements PipeTransform<string, string> {
    transform(value: string): string {
      const id = value.toLowerCase();
      if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) {
        return id;
      }
      throw new NotFound();
    }
  }
  return ResourceIdPipe;
}
