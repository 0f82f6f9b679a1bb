import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../src/cli/run.js';
import type { PartialConfig } from '../src/index.js';
import { start } from './support/running-emulator.js';
import { compileCommand, runNode, startNode } from './support/compiled-command.js';

async function command(...args: string[]) {
  const written = { out: '', err: '' };
  const outcome = await run(args, {
    print: (text) => (written.out += text),
    printError: (text) => (written.err += text),
  });
  if ('running' in outcome) {
    await outcome.running.close();
  }
  return { ...written, status: 'status' in outcome ? outcome.status : 0, outcome };
}

describe('the command', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'b2c-cli-'))));
  afterAll(() => rm(folder, { recursive: true }));

  const anyPort = () => [
    '--http-port',
    '0',
    '--https-port',
    '0',
    '--folder',
    join(folder, 'state'),
  ];

  it('prints addresses, ids, the demo sign-in and how to trust the certificate', async () => {
    const { out } = await command(...anyPort());
    expect(out).toContain('Local emulator');
    expect(out).toMatch(/HTTP +http:\/\/localhost:\d+/);
    expect(out).toMatch(/Demo sign-in +demo@contoso\.example +Demo-pass-1/);
    expect(out).toContain(`NODE_EXTRA_CA_CERTS="${join(folder, 'state', 'ca.pem')}"`);
    expect(out).toMatch(/certutil .*ca\.pem/);
    expect(out).not.toContain('client-secret');
  });

  it('reads a configuration, and tells its faults by path', async () => {
    const file = join(folder, 'config.json');
    const policies: PartialConfig['policies'] = [{ id: 'B2C_1_mine', kind: 'sign-up-sign-in' }];
    await writeFile(file, JSON.stringify({ policies }));
    expect((await command(...anyPort(), '--no-https', '--config', file)).out).toContain(
      'b2c_1_mine',
    );

    await writeFile(file, JSON.stringify({ policies: [{ id: 'B2C_1_mine' }] }));
    const faulty = await command('--config', file);
    expect(faulty).toMatchObject({ status: 1, out: '' });
    expect(faulty.err).toContain('policies[0].kind: ');
    await writeFile(file, '{');
    expect((await command('--config', file)).err).toContain(`${file}: `);
    expect((await command('--config', join(folder, 'none.json'))).err).toContain('ENOENT');
  });

  it('prints a configuration to start from, which it takes back, and its schema', async () => {
    const file = join(folder, 'printed.json');
    await writeFile(file, (await command('--print-config')).out);
    expect((await command(...anyPort(), '--no-https', '--config', file)).status).toBe(0);
    const schema = JSON.parse((await command('--print-schema')).out) as { properties: object };
    expect(schema).not.toHaveProperty('required');
    expect(Object.keys(schema.properties)).toEqual([
      '$schema',
      'provider',
      'tenant',
      'otherTenants',
      'customDomains',
      'policies',
      'applications',
      'users',
      'furtherTenants',
    ]);
  });

  it('says which port is busy and what to do', async () => {
    const { port } = new URL((await start()).httpOrigin);
    const { status, err } = await command('--http-port', port, '--no-https', '--folder', folder);
    expect(status).toBe(1);
    expect(err).toContain(`port ${port} is already in use`);
    expect(err).toContain('--http-port');
  });

  it.each([
    [['--port', '1'], "Unknown option '--port'"],
    [['--http-port', 'x'], '--http-port: expected a port number'],
  ])('explains itself for %j', async (args, message) => {
    const { status, err } = await command(...args);
    expect(status).toBe(1);
    expect(err).toContain(message);
    expect(err).toContain('Usage: b2c-emulator');
  });
});

describe('the command as a process', () => {
  let compiled: Awaited<ReturnType<typeof compileCommand>>;
  let folder: string;
  beforeAll(async () => {
    compiled = await compileCommand();
    folder = await mkdtemp(join(tmpdir(), 'b2c-process-'));
  });
  afterAll(() => Promise.all([compiled.remove(), rm(folder, { recursive: true })]));

  it('refuses NODE_ENV=production with status 1', async () => {
    const { status, stderr } = await runNode([compiled.cli], { NODE_ENV: 'production' });
    expect(status).toBe(1);
    expect(stderr).toContain('does not start with NODE_ENV=production');
  });

  it('prints its usage', async () => {
    const { status, stdout } = await runNode([compiled.cli, '--help']);
    expect(status).toBe(0);
    expect(stdout).toContain('Usage: b2c-emulator');
  });

  it('serves until it is told to stop, then ends with status 0', async () => {
    const child = startNode([
      compiled.cli,
      '--http-port',
      '0',
      '--no-https',
      '--folder',
      join(folder, 'state'),
    ]);
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    const origin = await new Promise<string>((resolve) => {
      let text = '';
      child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        const found = /HTTP +(http:\S+)/.exec(text)?.[1];
        if (found !== undefined) {
          resolve(found);
        }
      });
    });
    expect((await fetch(origin)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});

describe('the stub that npm links', () => {
  const packageFolder = join(__dirname, '..');
  let checkout: string;
  beforeAll(async () => {
    checkout = await mkdtemp(join(tmpdir(), 'b2c-stub-'));
    await cp(join(packageFolder, 'bin'), join(checkout, 'bin'), { recursive: true });
    await writeFile(join(checkout, 'package.json'), '{"type":"module"}');
  });
  afterAll(() => rm(checkout, { recursive: true }));

  const stub = (...args: string[]) => runNode([join(checkout, 'bin', 'b2c-emulator.js'), ...args]);

  it('is the bin of the package, committed and executable', async () => {
    const { bin } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as {
      bin: Record<string, string>;
    };
    expect(bin).toEqual({ 'b2c-emulator': 'bin/b2c-emulator.js' });
    const { mode } = await stat(join(packageFolder, 'bin', 'b2c-emulator.js'));
    expect(mode & 0o111).toBe(0o111);
  });

  it('says what to run where it cannot compile', async () => {
    const { status, stderr } = await stub('--help');
    expect(status).toBe(1);
    expect(stderr).toContain('npm run build -w emulator');
  });

  it('compiles first where nothing was built, and then runs the command', async () => {
    const build = `fs.mkdirSync('dist/cli', { recursive: true }); fs.writeFileSync('dist/cli/main.js', 'console.log(process.argv.slice(2))')`;
    await writeFile(
      join(checkout, 'package.json'),
      JSON.stringify({ type: 'module', scripts: { build: `node -e "${build}"` } }),
    );
    expect(await stub('--help')).toMatchObject({ status: 0, stdout: "[ '--help' ]\n" });
    expect(await stub('--help')).toEqual({ status: 0, stdout: "[ '--help' ]\n", stderr: '' });
  });
});
