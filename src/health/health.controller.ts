import { Controller, Get, Injectable, Logger, ServiceUnavailableException } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  type HealthCheckResult,
  HealthCheckService,
  HealthIndicatorService,
} from '@nestjs/terminus';
import { Public, SigningKeys } from '../auth/index.js';
import { Database } from '../database/index.js';
import { SkipEdgeChecks } from '../edge/index.js';
import { ApiProblems } from '../openapi/index.js';

/** How long a look at the database answers for it. Probes ask less often than that. */
const validMs = 1_000;

/**
 * Looks at the database for readiness probes, at most once a second however many ask. Each look takes a
 * connection of the pool, so probes would otherwise take what requests for tasks need.
 */
@Injectable()
export class CachedDatabaseCheck {
  #look: Promise<boolean> | undefined;

  constructor(private readonly database: Database) {}

  /** Whether the database can be used, at this moment or up to a second ago. */
  isReady(): Promise<boolean> {
    this.#look ??= this.database.ready().finally(() => {
      setTimeout(() => (this.#look = undefined), validMs).unref();
    });
    return this.#look;
  }
}

/** Health endpoints for probes. Anybody can ask them, so they name no policy, tenant or host. */
@Public()
@ApiTags('health')
@Controller('health')
export class HealthController {
  readonly #logger = new Logger(HealthController.name);
  /** What was missing when it was logged last. */
  #logged = '';

  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    private readonly database: CachedDatabaseCheck,
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
  @ApiProblems({
    503: {
      description: 'Not yet or no longer; the detail says what kind of thing is missing.',
      examples: { 'No database': { detail: 'Missing: database.' } },
    },
  })
  async ready(): Promise<HealthCheckResult> {
    try {
      const result = await this.health.check([
        () => this.#checkDatabase(),
        () => this.#checkSigningKeys(),
      ]);
      this.#logChange('');
      return result;
    } catch (error) {
      throw error instanceof ServiceUnavailableException ? this.#notReady(error) : error;
    }
  }

  async #checkDatabase() {
    const check = this.indicator.check('database');
    return (await this.database.isReady()) ? check.up() : check.down('database');
  }

  #checkSigningKeys() {
    const check = this.indicator.check('signing-keys');
    return this.signingKeys.missing().length === 0 ? check.up() : check.down('signing keys');
  }

  /** Terminus describes what is down in its own format; errors of this API are problem+json. */
  #notReady(error: ServiceUnavailableException): ServiceUnavailableException {
    const { error: down = {} } = error.getResponse() as HealthCheckResult;
    const missing = Object.values(down).map((check) => String(check?.['message']));
    const names = this.signingKeys.missing();
    this.#logChange([...missing, ...names].join('; '));
    return new ServiceUnavailableException(`Missing: ${missing.join('; ')}.`);
  }

  /** The log names what is missing, once for each change. */
  #logChange(missing: string): void {
    if (missing !== this.#logged) {
      this.#logged = missing;
      if (missing === '') {
        this.#logger.log('ready');
      } else {
        this.#logger.warn(`not ready, missing: ${missing}`);
      }
    }
  }
}
