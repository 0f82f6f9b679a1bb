import { minimal } from './environments.js';
import { parseSettings } from '../../src/config/parse-settings.js';

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };

function decide(variables: Readonly<Record<string, string>>) {
  const { tracing, warnings } = parseSettings({ ...minimal, ...variables });
  return { tracing, warnings };
}

it.each([
  ['parentbased_always_on', { parentBased: true, ratio: 1 }],
  ['parentbased_always_off', { parentBased: true, ratio: 0 }],
  ['parentbased_traceidratio', { parentBased: true, ratio: 0.25 }],
  ['always_on', { parentBased: false, ratio: 1 }],
  ['always_off', { parentBased: false, ratio: 0 }],
  ['traceidratio', { parentBased: false, ratio: 0.25 }],
])('samples as OTEL_TRACES_SAMPLER=%s says', (name, sampler) => {
  const variables = { OTEL_TRACES_SAMPLER: name, OTEL_TRACES_SAMPLER_ARG: '0.25' };
  expect(decide({ ...endpoint, ...variables })).toEqual({
    tracing: { serviceName: 'tasks-api', ...sampler },
    warnings: [],
  });
});

it.each([
  ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc'],
  ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'http/json'],
  ['OTEL_TRACES_EXPORTER', 'zipkin'],
])('starts without tracing, and with a warning, where %s=%s', (name, value) => {
  const { tracing, warnings } = decide({ ...endpoint, [name]: value });
  expect(tracing).toBeUndefined();
  expect(warnings).toEqual([expect.stringContaining('nothing is traced')]);
});

it.each([
  ['OTEL_TRACES_SAMPLER', 'xray', {}],
  ['OTEL_TRACES_SAMPLER_ARG', 'half', { OTEL_TRACES_SAMPLER: 'traceidratio' }],
  ['OTEL_TRACES_SAMPLER_ARG', '1.5', { OTEL_TRACES_SAMPLER: 'traceidratio' }],
])('records everything, and warns, where %s=%s', (name, value, others) => {
  const { tracing, warnings } = decide({ ...endpoint, ...others, [name]: value });
  expect(tracing).toMatchObject({ ratio: 1 });
  expect(warnings).toEqual([expect.stringContaining(name)]);
});

it('says nothing of such values where nothing is traced anyway', () => {
  const variables = { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc', OTEL_TRACES_SAMPLER: 'xray' };
  expect(decide(variables)).toEqual({ tracing: undefined, warnings: [] });
  expect(decide({ ...endpoint, ...variables, OTEL_SDK_DISABLED: 'true' }).warnings).toEqual([]);
});
