import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, release, type } from 'node:os';

/** Where the figures are from, for the head of the results. */
export function describeMachine(cores) {
  const [cpu, ...others] = cpus();
  return [
    `${cpu?.model.trim() ?? 'unknown processor'}, ${others.length + 1} cores`,
    `${type()} ${release()}`,
    `Node ${process.versions.node}, V8 ${process.versions.v8}, OpenSSL ${process.versions.openssl}`,
    cores
      ? `server pinned to core ${cores.server}, load to core ${cores.load}`
      : 'not pinned to cores: no taskset, or one core only; take these figures with care',
  ];
}

/**
 * One core for what is measured and one for the load, so that neither takes time from the other.
 * Undefined where there is no `taskset` (anything but Linux) or only one core.
 *
 * @returns {{ server: number, load: number } | undefined}
 */
export function pickCores() {
  try {
    execFileSync('taskset', ['--version']);
    const [server, load] = allowedCores();
    return load === undefined ? undefined : { server, load };
  } catch {
    return undefined;
  }
}

function allowedCores() {
  const [, list] = /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync('/proc/self/status', 'utf8'));
  return list.split(',').flatMap((range) => {
    const [first, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}
