// Starts the API, the local identity provider and the sample clients: see README.md, "Try it".
import { createInterface } from 'node:readline';
import { ChildProcesses } from './child-processes.mjs';
import { portsInUse } from './ports-in-use.mjs';
import { apiOrigin, services, singlePageOrigin, webOrigin } from './services.mjs';
import { startMessage } from './start-message.mjs';

if (process.env.NODE_ENV === 'production') {
  fail('npm run dev is not for production.');
}

// The client ids come from the emulator, which has to be compiled first. The ports are known before.
const placeholder = { clientIds: { api: '', documentation: '', web: '' }, webSecret: '' };
const inUse = await portsInUse(services(placeholder).flatMap(({ ports }) => ports));
if (inUse.length > 0) {
  fail(`Something listens on port ${inUse.join(' and ')} already. Stop it, then try again.`);
}

const children = new ChildProcesses();
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => void stop());
}

process.stdout.write('Compiling…\n');
try {
  await Promise.all(
    services(placeholder).flatMap(({ name, project }) =>
      project === undefined ? [] : [children.compile(name, project)],
    ),
  );
} catch (error) {
  await children.stop();
  fail(error.message);
}
const { defaultClientIds, defaultSecrets, demoUser } = await import('../emulator/dist/index.js');
const registered = { clientIds: defaultClientIds, webSecret: defaultSecrets.web };
for (const service of services(registered)) {
  start(service);
}
await waitUntilOk(`${apiOrigin}/health/ready`);
await waitUntilOk(`${webOrigin}/`);
await waitUntilOk(`${singlePageOrigin}/`);
process.stdout.write(startMessage(demoUser));

async function stop() {
  if (stopping) {
    return;
  }
  stopping = true;
  await children.stop();
  process.exit(0);
}

/** The API gets the terminal itself, because it formats its log only for a terminal. */
function start({ name, main, env, cwd, watchesItself }) {
  if (name === 'api') {
    children.run(main, { env, cwd, stdio: 'inherit' });
    return;
  }
  const { stdout } = children.run(main, { env, cwd, watchesItself });
  createInterface({ input: stdout }).on('line', (line) => {
    if (line.startsWith('[')) {
      process.stdout.write(`${line}\n`);
    }
  });
}

async function waitUntilOk(address) {
  for (;;) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
