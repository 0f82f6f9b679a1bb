import type { TracingOptions } from '../tracing/index.js';
import type { ServerEnvironment } from './environment.schema.js';

/** What is traced, and what of the variables was not understood. */
interface TracingDecision {
  /** Undefined: nothing is traced. */
  readonly tracing: TracingOptions | undefined;
  readonly warnings: readonly string[];
}

/** The samplers of the specification: whether the caller decides first, and the share of what it leaves open. */
const samplers: Readonly<Record<string, Pick<TracingOptions, 'parentBased'> & { ratio?: number }>> =
  {
    always_on: { parentBased: false, ratio: 1 },
    always_off: { parentBased: false, ratio: 0 },
    traceidratio: { parentBased: false },
    parentbased_always_on: { parentBased: true, ratio: 1 },
    parentbased_always_off: { parentBased: true, ratio: 0 },
    parentbased_traceidratio: { parentBased: true },
  };

/**
 * Decides on tracing by the standard variables of OpenTelemetry. It is on where they say so: an endpoint, or
 * the exporter by its name. They are often set for all programs of a cluster at once, so a value that this
 * program does not know must not keep it from starting: it is ignored with a warning.
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#enum
 */
export function decideTracing(valid: ServerEnvironment): TracingDecision {
  const exporter = valid.OTEL_TRACES_EXPORTER;
  const asked =
    valid.OTEL_EXPORTER_OTLP_ENDPOINT ?? valid.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? exporter;
  const off = exporter === 'none' || /^true$/i.test(valid.OTEL_SDK_DISABLED ?? '');
  if (asked === undefined || off) {
    return { tracing: undefined, warnings: [] };
  }
  if (exporter !== undefined && exporter !== 'otlp') {
    return nothing('OTEL_TRACES_EXPORTER', 'otlp');
  }
  const protocol =
    valid.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL ??
    valid.OTEL_EXPORTER_OTLP_PROTOCOL ??
    'http/protobuf';
  if (protocol !== 'http/protobuf') {
    return nothing('OTEL_EXPORTER_OTLP_PROTOCOL', 'http/protobuf');
  }
  const { sampler, warnings } = chooseSampler(valid);
  const serviceName = valid.OTEL_SERVICE_NAME ?? 'tasks-api';
  return { tracing: { serviceName, ...sampler }, warnings };
}

function nothing(variable: string, supported: string): TracingDecision {
  const warning = `${variable}: only ${supported} is supported, so nothing is traced`;
  return { tracing: undefined, warnings: [warning] };
}

function chooseSampler({
  OTEL_TRACES_SAMPLER: name = 'parentbased_always_on',
  OTEL_TRACES_SAMPLER_ARG: share,
}: ServerEnvironment) {
  const warnings: string[] = [];
  const known = samplers[name];
  if (known === undefined) {
    warnings.push(
      'OTEL_TRACES_SAMPLER names no sampler that is known here: every trace is recorded',
    );
  }
  const { parentBased, ratio } = known ?? { parentBased: true, ratio: 1 };
  const given = Number(share ?? 1);
  const isShare = given >= 0 && given <= 1;
  if (ratio === undefined && !isShare) {
    warnings.push('OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1: every trace is recorded');
  }
  return { sampler: { parentBased, ratio: ratio ?? (isShare ? given : 1) }, warnings };
}
