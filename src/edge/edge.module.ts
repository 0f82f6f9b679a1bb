import { Module, type DynamicModule } from '@nestjs/common';
import { SUBJECT_LIMIT, type SubjectLimit } from './limits/index.js';

/** Provides the limit per subject to guards. The rest of the edge runs in Fastify hooks, outside Nest. */
@Module({})
export class EdgeModule {
  static forRoot(subjectLimit: SubjectLimit | undefined): DynamicModule {
    const limit = { provide: SUBJECT_LIMIT, useValue: subjectLimit };
    return { module: EdgeModule, global: true, providers: [limit], exports: [limit] };
  }
}
