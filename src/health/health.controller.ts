import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
} from '@nestjs/terminus';
import { Public, SigningKeys } from '../auth/index.js';
import { Database } from '../database/index.js';
import { SkipEdgeChecks } from '../edge/index.js';

/** For whoever runs the API: is the process alive, and can it serve? */
@Public()
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    private readonly database: Database,
    private readonly signingKeys: SigningKeys,
  ) {}

  @Get('live')
  @SkipEdgeChecks()
  @ApiOperation({ operationId: 'isLive', summary: 'Whether the process runs', security: [] })
  @ApiResponse({ status: 200, description: 'It does.' })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @SkipEdgeChecks()
  @ApiOperation({ operationId: 'isReady', summary: 'Whether requests can be served', security: [] })
  @ApiResponse({ status: 200, description: 'They can.' })
  @ApiResponse({
    status: 503,
    description: 'Not yet or no longer; the detail says what is missing.',
  })
  async ready(): Promise<HealthCheckResult> {
    try {
      return await this.health.check([() => this.#database(), () => this.#signingKeys()]);
    } catch (error) {
      throw error instanceof ServiceUnavailableException ? notReady(error) : error;
    }
  }

  async #database() {
    const check = this.indicator.check('database');
    return (await this.database.ready()) ? check.up() : check.down('database');
  }

  #signingKeys() {
    const check = this.indicator.check('signing-keys');
    const missing = this.signingKeys.missing();
    return missing.length === 0 ? check.up() : check.down(`signing keys of ${missing.join(', ')}`);
  }
}

/** Terminus describes what is down in a shape of its own; errors of this API are problem+json. */
function notReady(error: ServiceUnavailableException): ServiceUnavailableException {
  const { error: down = {} } = error.getResponse() as HealthCheckResult;
  const missing = Object.values(down).map((check) => String(check?.['message']));
  return new ServiceUnavailableException(`Missing: ${missing.join('; ')}.`);
}
