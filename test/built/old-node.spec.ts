import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Makes the running Node report an older version before the program starts. */
const pretendVersion = (version: string) =>
  `data:text/javascript,Object.defineProperty(process.versions,"node",{value:"${version}"})`;

it.each(['main', 'run-doctor', 'explain-token', 'write-openapi'])(
  'says in one line which Node %s needs, and exits with 1',
  (program) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', pretendVersion('20.20.2'), join(__dirname, `../../dist/${program}.js`)],
      { env: {}, encoding: 'utf8' },
    );
    expect(stdout + stderr).toBe(
      'This program needs Node 22 or newer, 24 is recommended. This is Node 20.20.2.\n',
    );
    expect(status).toBe(1);
  },
);
