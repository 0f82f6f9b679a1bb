import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { CachedDatabaseCheck, HealthController } from './health.controller.js';

/** The health endpoints. */
@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController],
  providers: [CachedDatabaseCheck],
})
export class HealthModule {}
