import { Module, type DynamicModule } from '@nestjs/common';
import { SUBJECT_LIMIT, type SubjectLimit } from './subject-limit.guard.js';

/** Lets guards of other modules find the limit per subject; the rest of the edge is outside Nest. */
@Module({})
export class GatewayModule {
  static forRoot(subjectLimit: SubjectLimit | undefined): DynamicModule {
    const limit = { provide: SUBJECT_LIMIT, useValue: subjectLimit };
    return { module: GatewayModule, global: true, providers: [limit], exports: [limit] };
  }
}
