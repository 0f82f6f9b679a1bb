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
