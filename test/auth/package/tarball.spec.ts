import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pack, packageFolder, remove, run, type Tarball } from './support/tarball.js';

let tarball: Tarball;

beforeAll(async () => {
  tarball = await pack();
});
afterAll(() => remove(tarball));

const bin = (name: string) => join(__dirname, '../../../node_modules/.bin', name);

it('has what a user needs and nothing else', () => {
  const compiled = /^dist\/(?:esm|cjs)\/.*(?<!\.spec)\.(?:js|d\.ts)$/;
  expect(tarball.files.filter((path) => !compiled.test(path)).toSorted()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'dist/cjs/package.json',
    'dist/esm/package.json',
    'package.json',
  ]);
});

it('stays small', () => {
  expect(tarball.size).toBeLessThan(120_000);
  expect(tarball.unpackedSize).toBeLessThan(700_000);
});

it('resolves, with types of the right kind, from CommonJS, ES modules and bundlers', async () => {
  // It exits with 1 when there is any problem, and then says which.
  const result = await run(bin('attw'), [tarball.path, '--no-color']).catch(
    (error: { readonly stdout: string }) => error,
  );
  expect(result.stdout).toContain('No problems found');
});

it('is what publint expects', async () => {
  const { stdout } = await run(bin('publint'), ['run', tarball.path, '--strict']);
  expect(stdout).toContain('All good!');
});

it('could be published', async () => {
  const { stdout, stderr } = await run('npm', ['publish', '--dry-run', tarball.path]);
  expect(stdout).toContain('+ nestjs-azure-auth@');
  expect(stderr).not.toMatch(/npm (?:warn|error)/i);
});

it('has an entry of the changelog for its version', async () => {
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  expect(await readFile(join(packageFolder, 'CHANGELOG.md'), 'utf8')).toContain(
    `\n## ${version}\n`,
  );
});
