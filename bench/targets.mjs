import { number, table } from './support/figures.mjs';

/** Node 20 comes with OpenSSL 3.0, which makes the stock chain slower still: it parses a PEM each time. */
const slowPem = process.versions.openssl.startsWith('3.0.');

const targets = [
  ['first sight, times bare `crypto.verify`', 'firstSight', 'at most', 1.9],
  ['remembered, times bare `crypto.verify`', 'remembered', 'at most', 0.15],
  ['protected, of the public route (requests)', 'protectedToOpen', 'at least', 0.85],
  ['protected, of the public route (CPU)', 'cpuOpenToProtected', 'at least', 0.85],
  ['protected, times stock NestJS on Express', 'toStockExpress', 'at least', slowPem ? 8 : 4.5],
  ['protected, times express-oauth2-jwt-bearer', 'toExpressOauth2', 'at least', 4],
  ['every token new, times stock on the same adapter', 'allNewToStock', 'at least', 2],
  ['latency of a list, 100,000 tasks to 10', 'flatness', 'at most', 1.5],
  ['list on SQLite, times by hand (CPU)', 'listSqlite', 'at most', 1.4],
  ['get on SQLite, times by hand (CPU)', 'getSqlite', 'at most', 1.4],
  ['list on PostgreSQL, times by hand (CPU)', 'listPostgres', 'at most', 1.4],
  ['get on PostgreSQL, times by hand (CPU)', 'getPostgres', 'at most', 1.4],
  ['PostgreSQL’s own time of a list, times by hand', 'databaseOfList', 'at most', 1],
  ['slowest route on SQLite, stock times this (CPU)', 'stockSqlite', 'at least', 4],
  ['slowest route on PostgreSQL, stock times this (CPU)', 'stockPostgres', 'at least', 4],
  ['creating at 32 connections, times by hand', 'sharedWrites', 'at least', 3],
  ['creating at 1 connection, times by hand', 'singleWrites', 'at least', 1],
  ['log and limits, protected with them to without (CPU)', 'logAndLimits', 'at most', 1.33],
  ['heap that 5,000 tokens again add, of the first', 'tokensAgain', 'at most', 0.2],
  ['heap that 100,000 addresses again add, of the first', 'addressesAgain', 'at most', 0.2],
  ['heap that 10,000 connections again add, of the first', 'connectionsAgain', 'at most', 0.2],
  ['start to the first 200, times bare Nest', 'startToBare', 'at most', 1.3],
];

/** The ratios that matter against what they should be. Judged by the median. */
export function compareWithTargets(figures) {
  return table(
    ['', 'target', 'min', 'median', 'max', 'met'],
    targets
      .filter(([, key]) => key in figures)
      .map(([name, key, bound, value]) => {
        const { min, median, max } = figures[key];
        const met = bound === 'at most' ? median <= value : median >= value;
        return [
          name,
          `${bound} ${value}`,
          ...[min, median, max].map(number),
          met ? 'yes' : '**no**',
        ];
      }),
  );
}
