#!/usr/bin/env node
// Stands in for the Azure CLI: `az rest` against a directory that is kept in the file GRAPH_STATE. Holds to
// the rules of Microsoft Graph that a script could break by being run twice.
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const file = process.env.GRAPH_STATE;
const state = JSON.parse(readFileSync(file, 'utf8'));
const option = (name) => process.argv[process.argv.indexOf(name) + 1];
const method = option('--method');
const url = new URL(option('--uri'));
const body = process.argv.includes('--body') ? JSON.parse(option('--body')) : undefined;
const [, , collection, id] = url.pathname.split('/');
const items = state[collection];

function finish(answer, error) {
  state.calls.push({ method, path: url.pathname });
  writeFileSync(file, JSON.stringify(state));
  if (error) {
    process.stderr.write(`ERROR: ${error}\n`);
    process.exit(1);
  }
  if (answer) process.stdout.write(`${JSON.stringify(answer)}\n`);
  process.exit(0);
}

function matches(item) {
  const conditions = url.searchParams.get('$filter').split(' and ');
  return conditions.every((condition) => {
    const [, name, value] = /^(\w+) eq '(.*)'$/.exec(condition);
    return item[name] === value.replaceAll("''", "'");
  });
}

if (process.argv[2] !== 'rest' || !items) finish(undefined, `not played here: ${process.argv}`);
if (method === 'GET' && url.searchParams.has('$filter')) finish({ value: items.filter(matches) });
if (method === 'GET') {
  // Two objects a page, so that a script has to ask again.
  const start = Number(url.searchParams.get('$skiptoken') ?? 0);
  url.searchParams.set('$skiptoken', String(start + 2));
  const more = start + 2 < items.length && { '@odata.nextLink': url.href };
  finish({ value: items.slice(start, start + 2), ...more });
}

if (method === 'POST') {
  const made = { id: randomUUID(), ...body };
  if (collection === 'applications') made.appId = randomUUID();
  if (collection === 'servicePrincipals') {
    // An application that was only just made is not known everywhere yet.
    state.delays = (state.delays ?? 1) - 1;
    if (state.delays >= 0) finish(undefined, 'Bad Request: does not reference a valid application');
    if (items.some(({ appId }) => appId === body.appId)) finish(undefined, 'Conflict: in use');
    made.appOwnerOrganizationId = state.tenantId;
  }
  items.push(made);
  finish(made);
}

const item = items.find((candidate) => candidate.id === id);
if (!item) finish(undefined, 'Not Found({"error":{"code":"Request_ResourceNotFound"}})');
const kept = body.api?.oauth2PermissionScopes ?? item.api?.oauth2PermissionScopes ?? [];
for (const scope of item.api?.oauth2PermissionScopes ?? []) {
  if (!kept.some((other) => other.id === scope.id)) {
    finish(undefined, 'CannotDeleteOrUpdateEnabledEntitlement');
  }
}
Object.assign(item, body);
finish();
