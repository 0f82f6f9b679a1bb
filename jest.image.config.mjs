import { execFileSync } from 'node:child_process';
import config from './jest.config.mjs';

try {
  execFileSync('docker', ['version'], { stdio: 'pipe' });
} catch (error) {
  const [reason] = String(error.stderr || error.message)
    .trim()
    .split('\n');
  throw new Error(
    `These tests need a Docker daemon that answers: ${reason}
Debian: apt-get install docker.io, then, where there can be no bridge:
  dockerd --iptables=false --bridge=none --storage-driver=vfs`,
    { cause: error },
  );
}

/** The image that the Dockerfile makes, as a container. */
export default {
  ...config,
  maxWorkers: 1,
  roots: ['<rootDir>/test/image'],
  testPathIgnorePatterns: ['/node_modules/'],
};
