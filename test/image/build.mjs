// Builds the images that the tests of this folder start. Fails with a line that says what is missing.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const baseImage = 'node:24-bookworm-slim';

function succeeds(command, ...args) {
  try {
    execFileSync(command, args, { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

if (!succeeds('docker', 'version')) {
  fail(`These tests need a Docker daemon that answers. Debian: apt-get install docker.io. Where there can be no bridge:
  dockerd --iptables=false --bridge=none --storage-driver=vfs`);
}
if (!succeeds('docker', 'image', 'inspect', baseImage) && !succeeds('docker', 'pull', baseImage)) {
  fail(
    `${baseImage} is not here and cannot be pulled. Make a stand-in as root: test/image/make-base-image.sh`,
  );
}

/** Since Docker 23, BuildKit needs the plugin buildx; Debian's client is older and has it built in. */
const client = ['docker', '/usr/bin/docker'].find((each) => {
  const asked = succeeds(each, 'version', '--format', '{{.Client.Version}}');
  const version = asked && execFileSync(each, ['version', '--format', '{{.Client.Version}}']);
  return asked && (Number.parseInt(version, 10) < 23 || succeeds(each, 'buildx', 'version'));
});
if (client === undefined) {
  fail('No docker client here builds with BuildKit: install docker-buildx.');
}

const folder = mkdtempSync(join(tmpdir(), 'image-'));
const npmrc = join(folder, 'npmrc');
// The tests look for these words in everything that is shipped.
writeFileSync(npmrc, '; settings-of-npm-for-this-build\ncafile=/run/secrets/ca-certificates\n');
const authorities = '/etc/ssl/certs/ca-certificates.crt';
const secrets = [
  `id=npmrc,src=${npmrc}`,
  ...(existsSync(authorities) ? [`id=ca-certificates,src=${authorities}`] : []),
].flatMap((secret) => ['--secret', secret]);
for (const [target, tag] of [
  ['api', 'tasks-api:image-test'],
  ['emulator', 'tasks-api-emulator:image-test'],
]) {
  const options = ['--network', 'host', '--progress', 'plain', '--target', target, '--tag', tag];
  execFileSync(client, ['build', ...options, ...secrets, root], {
    env: { ...process.env, DOCKER_BUILDKIT: '1' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}
rmSync(folder, { recursive: true });
