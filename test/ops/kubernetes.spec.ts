import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import type { IDeployment } from 'kubernetes-models/apps/v1';
import type { IConfigMap } from 'kubernetes-models/v1';
import ts from 'typescript';
import { environmentNames, serverSettingsOf } from './environment-names.js';

// TypeScript reads the types of all kinds.
jest.setTimeout(120_000);

const root = join(__dirname, '../..');

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

const files = globSync('ops/kubernetes/*.yaml', { cwd: root });
const manifests = files.flatMap(
  (file) => loadAll(readFileSync(join(root, file), 'utf8')) as Manifest[],
);

function named(kind: string): object {
  return manifests.find((manifest) => manifest.kind === kind) ?? {};
}

const deployment = named('Deployment') as IDeployment;
const pod = deployment.spec!.template.spec!;
const [container] = pod.containers;
const { data: variables = {} } = named('ConfigMap') as IConfigMap;

/** What the schemas of Kubernetes find wrong with each. */
function validate(all: readonly object[]): (string | null)[] {
  const output = execFileSync(process.execPath, [join(__dirname, 'validate-manifests.mjs')], {
    input: JSON.stringify(all),
    encoding: 'utf8',
  });
  return JSON.parse(output) as (string | null)[];
}

it('ships manifests that the schemas of Kubernetes accept', () => {
  expect(manifests.map(({ kind }) => kind).toSorted()).toEqual([
    'ConfigMap',
    'Deployment',
    'HorizontalPodAutoscaler',
    'NetworkPolicy',
    'PodDisruptionBudget',
    'Service',
  ]);
  expect(validate(manifests)).toEqual(manifests.map(() => null));
  const [wrong] = validate([{ ...deployment, spec: { ...deployment.spec, replicas: 'two' } }]);
  expect(wrong).toContain('replicas');
});

it('has only fields that Kubernetes knows', () => {
  // The schemas allow further fields, so that a misspelt one would be ignored. The types do not.
  const source = manifests
    .map(({ apiVersion, kind, ...rest }, index) => {
      const literal = JSON.stringify({ apiVersion, kind, ...rest });
      return `import type { I${kind} as Kind${index} } from 'kubernetes-models/${apiVersion}';
        export const manifest${index}: Kind${index} = ${literal};`;
    })
    .join('\n');
  const path = join(__dirname, 'manifests.generated.ts');
  expect(faultsOf(path, source)).toEqual([]);
  expect(faultsOf(path, source.replace('"livenessProbe"', '"livenesProbe"'))).not.toEqual([]);
});

function faultsOf(path: string, source: string): string[] {
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    skipLibCheck: true,
    types: [],
    noEmit: true,
  };
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (name) => name === path || disk.fileExists(name),
    readFile: (name) => (name === path ? source : disk.readFile(name)),
    getSourceFile: (name, ...rest) =>
      name === path
        ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2022)
        : disk.getSourceFile(name, ...rest),
  };
  const program = ts.createProgram([path], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

it('selects the pods of the deployment, whoever refers to them', () => {
  const { labels } = deployment.spec!.template.metadata!;
  const text = JSON.stringify(manifests);
  const selectors = [...text.matchAll(/"(?:matchLabels|selector)":(\{"app[^}]*\})/g)];
  expect(selectors.length).toBeGreaterThanOrEqual(5);
  for (const [, selector] of selectors) {
    expect(JSON.parse(selector!)).toEqual(labels);
  }
  const names = container!.ports!.map(({ name }) => name);
  for (const [, port] of text.matchAll(/"(?:targetPort|port)":"(\w+)"/g)) {
    expect(names).toContain(port);
  }
});

it('names variables that the API reads, in values that it accepts', () => {
  const given = container!.env!.map(({ name }) => name);
  expect(
    [...Object.keys(variables), ...given].filter((name) => !environmentNames.has(name)),
  ).toEqual([]);
  expect(serverSettingsOf(variables).metrics).toEqual({ host: '0.0.0.0', port: 9464 });
  const [{ containerPort } = { containerPort: 0 }] = container!.ports!;
  expect(serverSettingsOf(variables).http.port).toBe(containerPort);
});

it('takes secrets by reference only', () => {
  for (const { value, valueFrom } of container!.env!) {
    expect(value).toBeUndefined();
    expect(valueFrom?.secretKeyRef?.name).toBe('tasks-api');
  }
  expect(Object.keys(variables).filter((name) => /URL$|KEY$|SECRET/.test(name))).toEqual([
    'PUBLIC_URL',
  ]);
  expect(manifests.map(({ kind }) => kind)).not.toContain('Secret');
});

it('locks the container, and gives it time to end', () => {
  expect(container!.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  });
  expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
  expect(container!.resources!.limits).toHaveProperty('memory');
  // preStop, 5 s to stop in, and some more.
  expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(10);
  expect(container!.livenessProbe!.httpGet!.path).toBe('/health/live');
  expect(container!.readinessProbe!.httpGet!.path).toBe('/health/ready');
});
