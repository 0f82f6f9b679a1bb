import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from 'test-support';
import { run } from './tarball.js';

/** What a project is made of, besides the package. */
export interface ProjectDefinition {
  readonly type: 'module' | 'commonjs';
  /** Packages with their ranges. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** What only its tests need, besides `@nestjs/testing`. */
  readonly devDependencies: Readonly<Record<string, string>>;
  /** By their paths. */
  readonly files: ReadonlyMap<string, string>;
}

/** A project outside of the checkout, which has the package from its tarball and the rest from the registry. */
export class ForeignProject {
  #process: ChildProcess | undefined;
  #output = '';

  private constructor(readonly folder: string) {}

  /** Installs what the project needs, and compiles it as strictly as TypeScript can. */
  static async create(
    tarball: string,
    { type, dependencies, devDependencies, files }: ProjectDefinition,
  ): Promise<ForeignProject> {
    const project = new ForeignProject(await mkdtemp(join(tmpdir(), 'foreign-project-')));
    await project.write('package.json', {
      name: 'foreign',
      private: true,
      type,
      dependencies: { ...dependencies, 'nestjs-azure-auth': `file:${tarball}` },
      devDependencies: {
        ...devDependencies,
        '@types/node': '^22.0.0',
        '@types/jest': '^30.0.0',
        typescript: '~5.9',
      },
    });
    await project.write('tsconfig.json', {
      compilerOptions: {
        target: 'es2023',
        module: 'nodenext',
        strict: true,
        exactOptionalPropertyTypes: true,
        experimentalDecorators: true,
        emitDecoratorMetadata: true,
        isolatedModules: true,
        types: ['node', 'jest'],
        rootDir: 'src',
        outDir: 'dist',
      },
      include: ['src'],
    });
    for (const [path, text] of files) {
      await project.write(path, text);
    }
    await project.npm('install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline');
    await project.tsc();
    return project;
  }

  async write(path: string, content: string | object): Promise<void> {
    const file = join(this.folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  }

  /** Runs a script that the project has installed. */
  async node(...args: string[]): Promise<string> {
    const ended = await run(process.execPath, args, {
      cwd: this.folder,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    });
    return ended.stdout + ended.stderr;
  }

  npm(...args: string[]): Promise<unknown> {
    return run('npm', args, { cwd: this.folder });
  }

  /** Type-checks; declarations of the framework's own packages are not looked into. */
  async tsc(...args: string[]): Promise<void> {
    const tsc = join(this.folder, 'node_modules/typescript/bin/tsc');
    const options = ['-p', this.folder, '--skipLibCheck', ...args];
    await run(process.execPath, [tsc, ...options]).catch((error: { stdout?: string }) => {
      throw new Error(`does not compile: ${error.stdout}`, { cause: error });
    });
  }

  /** Starts the program, and waits until it listens. */
  async start(environment: Readonly<Record<string, string>>): Promise<string> {
    const port = await freePort();
    this.#process = spawn(process.execPath, ['dist/main.js'], {
      cwd: this.folder,
      env: { ...environment, PORT: String(port) },
    });
    this.#process.stdout?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    this.#process.stderr?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    const origin = `http://127.0.0.1:${port}`;
    for (let attempt = 0; attempt < 200; attempt++) {
      if (this.#process.exitCode !== null) {
        break;
      }
      if (await fetch(origin).catch(() => undefined)) {
        return origin;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`did not start: ${this.#output}`);
  }

  async stop(): Promise<void> {
    const process = this.#process;
    this.#process = undefined;
    if (process && process.exitCode === null) {
      const gone = once(process, 'exit');
      process.kill();
      await gone;
    }
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
