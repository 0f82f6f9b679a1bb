import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const waiting = new Set(['(root)', '(idle)']);

/**
 * Where a process spent its time, in microseconds of self time, most first.
 *
 * @param {import('node:inspector').Profiler.Profile} profile
 * @param {number} since leaves out what was before: starting and warming up
 */
export function shareBy({ nodes, samples, timeDeltas, startTime }, since) {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const functions = new Map();
  const packages = new Map();
  let busy = 0;
  let at = startTime;
  for (const [index, id] of samples.entries()) {
    at += timeDeltas[index];
    const frame = frames.get(id);
    if (at < since || waiting.has(frame.functionName)) {
      continue;
    }
    // A sample stands for the time until the next one.
    const time = timeDeltas[index + 1] ?? 0;
    busy += time;
    add(functions, placeOf(frame), time);
    add(packages, packageOf(frame), time);
  }
  return { busy, functions: descending(functions), packages: descending(packages) };
}

function add(map, key, time) {
  map.set(key, (map.get(key) ?? 0) + time);
}

function descending(map) {
  return [...map].toSorted(([, a], [, b]) => b - a);
}

function placeOf({ functionName, url, lineNumber }) {
  const name = functionName || '(anonymous)';
  return url === '' ? name : `${name}, ${fileOf(url)}:${lineNumber + 1}`;
}

/** Natives called from JavaScript have no file and stand under Node itself. */
function packageOf({ functionName, url }) {
  if (url === '') {
    return functionName.startsWith('(') ? functionName : 'node, native';
  }
  if (url.startsWith('node:')) {
    return 'node';
  }
  const [, name] = /^((?:@[^/]+\/)?[^/]+)/.exec(fileOf(url)) ?? [];
  return name === 'dist' ? 'this project' : (name ?? url);
}

/** Path within its package, package first; `dist/` is this project. */
function fileOf(url) {
  if (!url.startsWith('file:')) {
    return url;
  }
  const path = fileURLToPath(url);
  const [, inPackage] = /.*node_modules\/(.+)$/.exec(path) ?? [];
  return inPackage ?? path.replace(root, '');
}
