// Starts the API, the local identity provider and the sample clients: see README.md, "Try it". With
// `--migration` B2C, External ID and Entra ID at once: docs/moving-to-external-id.md, "Try it without a tenant".
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { ChildProcesses } from './child-processes.mjs';
import { listenToKeys } from './keys.mjs';
import { formatLine } from './log-lines.mjs';
import { movedSinglePageOrigin, providerNames, withMigration } from './migration.mjs';
import { portsInUse } from './ports-in-use.mjs';
import { apiOrigin, services, singlePageOrigin, webOrigin } from './services.mjs';
import { startMessage } from './start-message.mjs';

if (process.env.NODE_ENV === 'production') {
  fail('npm run dev is not for production.');
}

const { migration } = readFlags();
const servicesOf = (registered) =>
  migration ? withMigration(services(registered)) : services(registered);
const isTerminal = process.stdout.isTTY;
const colour = isTerminal && !process.env.NO_COLOR;
const print = (text) => void process.stdout.write(`${text}\n`);

// The client ids come from the emulator, which has to be compiled first. The ports are known before.
const placeholder = { clientIds: { api: '', documentation: '', web: '' }, webSecret: '' };
const inUse = await portsInUse(servicesOf(placeholder).flatMap(({ ports }) => ports));
if (inUse.length > 0) {
  fail(`Something listens on port ${inUse.join(' and ')} already. Stop it, then try again.`);
}

const children = new ChildProcesses();
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => void stop());
}
listenToKeys({
  print,
  showMessage,
  quit: () => void stop(),
  providers: migration ? providerNames : [],
});

let message = '';
await compile();
const { defaultClientIds, defaultSecrets, demoUser } = await import('../emulator/dist/index.js');
message = startMessage({ demoUser, migration, withKeys: isTerminal && process.stdin.isTTY });
const registered = { clientIds: defaultClientIds, webSecret: defaultSecrets.web, demoUser };
for (const service of servicesOf(registered)) {
  start(service);
}
await Promise.all(
  [
    `${apiOrigin}/health/ready`,
    `${webOrigin}/`,
    `${singlePageOrigin}/`,
    ...(migration ? [`${movedSinglePageOrigin}/`] : []),
  ].map(waitUntilOk),
);
showMessage();

/** @returns {{ migration: boolean }} */
function readFlags() {
  try {
    const { values } = parseArgs({ options: { migration: { type: 'boolean', default: false } } });
    return values;
  } catch (error) {
    return fail(`${error.message}\nUsage: npm run dev [-- --migration]`);
  }
}

/** Compiles every service, and says how far it is. */
async function compile() {
  const started = performance.now();
  const projects = servicesOf(placeholder).filter(({ project }) => project !== undefined);
  const waiting = new Set(projects.map(({ name }) => name));
  print(`Compiling ${[...waiting].join(', ')}…`);
  const progress = setInterval(() => {
    const seconds = Math.round((performance.now() - started) / 1000);
    print(`  ${seconds} s: still compiling ${[...waiting].join(', ')}…`);
  }, 10_000);
  try {
    await Promise.all(
      projects.map(async ({ name, project }) => {
        await children.compile(name, project, printLine);
        waiting.delete(name);
        print(`  ${name} is compiled (${Math.round((performance.now() - started) / 1000)} s)`);
      }),
    );
  } catch (error) {
    await children.stop();
    fail(error.message);
  } finally {
    clearInterval(progress);
  }
  print('Starting…');
}

function start({ name, main, env, cwd, watchesItself }) {
  const child = children.run(main, { env, cwd, watchesItself });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => printLine(name, line));
  }
}

function printLine(name, line) {
  const formatted = formatLine(name, line, colour);
  if (formatted !== undefined) {
    print(formatted);
  }
}

function showMessage() {
  print(message === '' ? 'Not ready yet.' : message);
}

async function stop() {
  if (stopping) {
    return;
  }
  stopping = true;
  await children.stop();
  process.exit(0);
}

async function waitUntilOk(address) {
  for (;;) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function fail(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
