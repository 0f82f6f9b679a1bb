#!/usr/bin/env node
// Writes who became whom when accounts moved to a new tenant, as `npm run owners:move` reads it. The Azure CLI
// must be signed in to the new tenant. See docs/moving-to-external-id.md.
import { parseArgs } from 'node:util';
import { pages, request } from './graph.mjs';

const usage = `usage: node docs/setup/export-object-ids.mjs ATTRIBUTE --former-tenant GUID > owners.csv

ATTRIBUTE is the full name of the attribute that holds the former object id:
extension_APPID_B2CObjectId. It is case-sensitive.
`;
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'former-tenant': { type: 'string' } },
});
const [attribute] = positionals;
const formerTenant = values['former-tenant'];
if (!attribute || !guid.test(formerTenant ?? '')) {
  process.stderr.write(usage);
  process.exit(2);
}

try {
  const tenant = (await request('GET', '/organization?$select=id')).value[0].id;
  const counts = { written: 0, without: 0, unusable: 0 };
  for await (const users of pages(`/users?$select=id,${attribute}&$top=999`)) {
    for (const user of users) {
      const former = user[attribute];
      if (former === undefined || former === null) {
        counts.without += 1;
      } else if (guid.test(former)) {
        counts.written += 1;
        process.stdout.write(`${formerTenant},${former},${tenant},${user.id}\n`);
      } else {
        counts.unusable += 1;
        process.stderr.write(`${user.id}: the attribute holds something else than a GUID\n`);
      }
    }
  }
  const { written, without, unusable } = counts;
  process.stderr.write(
    `${written} written, ${without} without the attribute, ${unusable} unusable\n`,
  );
  if (unusable > 0) {
    process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
