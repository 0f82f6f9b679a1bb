import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);
const packageFolder = join(__dirname, '..', '..');
const workspaceModules = join(dirname(require.resolve('zod/package.json')), '..');

let project: string;
let installed: string;
let files: string[];

// No registry is needed: the tarball is unpacked where npm would put it, beside its dependencies.
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'foreign-project-'));
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', project], {
    cwd: packageFolder,
  });
  const [packed] = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[];
  files = (packed?.files ?? []).map(({ path }) => path);
  installed = join(project, 'node_modules', 'azure-ad-b2c-emulator');
  await mkdir(installed, { recursive: true });
  await run('tar', [
    '-xzf',
    join(project, packed?.filename ?? ''),
    '-C',
    installed,
    '--strip-components=1',
  ]);
  for (const name of await readdir(workspaceModules)) {
    if (name !== 'azure-ad-b2c-emulator' && !name.startsWith('.')) {
      await symlink(join(workspaceModules, name), join(project, 'node_modules', name));
    }
  }
});
afterAll(() => rm(project, { recursive: true }));

/** The code block of the README that begins with the name of a file. */
async function codeBlock(name: string, section: string): Promise<string> {
  const readme = await readFile(join(installed, 'README.md'), 'utf8');
  const text = readme.slice(readme.indexOf(`### ${section}\n`));
  const block = new RegExp(`\`\`\`js\\n// ${name}\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1];
  if (block === undefined) {
    throw new Error(`the README has no code block of ${name}`);
  }
  return block;
}

describe('the tarball', () => {
  it('has what a user needs and nothing else', async () => {
    const kinds = files.filter((path) => !/^dist\/.*\.(js|d\.ts)$/.test(path));
    expect(kinds.toSorted()).toEqual([
      'LICENSE',
      'README.md',
      'bin/b2c-emulator.js',
      'dist/config.schema.json',
      'package.json',
    ]);
  });

  it('brings the command, without compiling', async () => {
    const { stdout, stderr } = await run(process.execPath, [
      join(installed, 'bin', 'b2c-emulator.js'),
      '--help',
    ]);
    expect(stdout).toContain('Usage: b2c-emulator');
    expect(stderr).toBe('');
  });

  it('serves the console, with everything that its pages load', async () => {
    const folder = join(project, 'emulator-folder');
    const child = spawn(
      process.execPath,
      [
        join(installed, 'bin', 'b2c-emulator.js'),
        '--control',
        '--no-https',
        '--http-port=0',
        `--folder=${folder}`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    try {
      let address: string | undefined;
      for await (const line of createInterface({ input: child.stdout })) {
        address = /^ +Console +(\S+)$/.exec(line)?.[1];
        if (address !== undefined) {
          break;
        }
      }
      const page = await fetch(address ?? '');
      const text = await page.text();
      expect(page.url).toBe(`${address}/b2c/people`);
      expect(text).toContain('demo@contoso.example');
      const loaded = [...text.matchAll(/(?:src|href)="([^"]+\.(?:css|js|svg))"/g)];
      expect(loaded).toHaveLength(3);
      for (const [, path = ''] of loaded) {
        expect((await fetch(new URL(path, page.url))).status).toBe(200);
      }
    } finally {
      child.kill();
    }
  });

  it('brings the JSON Schema of the configuration that the command prints', async () => {
    const { stdout } = await run(process.execPath, [
      join(installed, 'bin', 'b2c-emulator.js'),
      '--print-schema',
    ]);
    const file = await readFile(join(installed, 'dist', 'config.schema.json'), 'utf8');
    expect(JSON.parse(file)).toEqual(JSON.parse(stdout));
  });
});

describe('a project outside', () => {
  it('uses it in Jest, as the README says', async () => {
    for (const name of ['start-emulator.mjs', 'stop-emulator.mjs', 'jest.config.mjs']) {
      await writeFile(join(project, name), await codeBlock(name, 'Jest'));
    }
    await writeFile(join(project, 'tokens.test.js'), await codeBlock('tokens.test.js', 'Jest'));
    await writeFile(join(project, 'package.json'), '{"name":"foreign"}');
    const jest = join(workspaceModules, 'jest', 'bin', 'jest.js');
    const { stderr } = await run(process.execPath, [jest, '--rootDir', project], { cwd: project });
    expect(stderr).toContain('Tests:       1 passed, 1 total');
  });

  it.each([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])('is typed strictly, with module %s and moduleResolution %s', async (module, resolution) => {
    await writeFile(
      join(project, 'use.mts'),
      `import { startEmulator, type Emulator, type PartialConfig } from 'azure-ad-b2c-emulator';
       const config: PartialConfig = { provider: 'entra', furtherTenants: [] };
       const emulator: Emulator = await startEmulator({ config });
       export const token: string = await emulator.tenant('entra').issueTestToken();`,
    );
    const tsc = join(workspaceModules, 'typescript', 'bin', 'tsc');
    const options = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--target', 'es2023'];
    const { stdout } = await run(
      process.execPath,
      [
        tsc,
        ...options,
        '--types',
        'node',
        '--module',
        module,
        '--moduleResolution',
        resolution,
        'use.mts',
      ],
      { cwd: project },
    );
    expect(stdout).toBe('');
  });
});
