/**
 * Which imports are allowed, in every package: imports point one way, so that no two folders depend on
 * each other; a folder is entered through its index; packages meet only through what they publish.
 * Type imports count too.
 */

const root = '(src|emulator/src|clients/(?:spa|web)/src)';
const spec = '\\.spec\\.tsx?$';

/** A rule against imports from one place into another. */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/**
 * From a file that lies so many folders deep in a package: its own folder and those above it are open
 * to it, every other folder is entered through its index.ts.
 */
function throughTheIndex(depth) {
  const open = ['', '/$2', '/$2/$3'].slice(0, depth + 1).map((path) => `^$1${path}/[^/]+$`);
  return forbid(
    `through-the-index-${depth}`,
    'A folder is entered through its index.ts; internals.ts of auth is for the tools that look inside.',
    { path: `^${root}${'/([^/]+)'.repeat(depth)}/[^/]+$`, pathNot: spec },
    { path: `^${root}/`, pathNot: ['/index\\.tsx?$', '^src/auth/internals\\.ts$', ...open] },
  );
}

export default {
  forbidden: [
    forbid('no-circles', 'No two files import each other.', {}, { circular: true }),
    {
      ...forbid(
        'one-way',
        'No two folders import each other, directly or by way of others.',
        { path: `^${root}/` },
        { circular: true },
      ),
      scope: 'folder',
    },
    ...[0, 1, 2].map((depth) => throughTheIndex(depth)),
    forbid(
      'features-are-leaves',
      'What serves every feature does not know any of them.',
      { path: '^src/(auth|config|database|edge|errors|health|logging|metrics|openapi)/' },
      { path: '^src/(tasks|me|doctor|explain)/' },
    ),
    forbid(
      'auth-stands-alone',
      'The auth module can be taken into another application as it is.',
      { path: '^src/auth/' },
      { path: '^src/(?!auth/)' },
    ),
    forbid(
      'emulator-stands-alone',
      'The emulator knows nothing of the API and of the clients.',
      { path: '^emulator/src/' },
      { path: '^(src|clients)/' },
    ),
    forbid(
      'clients-stand-alone',
      'A client knows the API and the provider over HTTP only.',
      { path: '^clients/([^/]+)/src/' },
      { path: '^(src|emulator|clients/(?!$1/))/?' },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage)/' },
  },
};
