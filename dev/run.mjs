// Starts everything that belongs to the project on this machine: see README.md, "Try it".
import { createInterface } from 'node:readline';
import { Children } from './children.mjs';
import { takenPorts } from './ports.mjs';
import { apiOrigin, services, singlePageOrigin, webOrigin } from './services.mjs';
import { welcome } from './welcome.mjs';

if (process.env.NODE_ENV === 'production') fail('npm run dev is not for production.');

// The ids come from the emulator, which has to be compiled first; ports are known before.
const placeholder = { clientIds: { api: '', documentation: '', web: '' }, webSecret: '' };
const taken = await takenPorts(services(placeholder).flatMap(({ ports }) => ports));
if (taken.length > 0) {
  fail(`Something listens on port ${taken.join(' and ')} already. Stop it, then try again.`);
}

const children = new Children();
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stop());

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
for (const service of services(registered)) start(service);
await untilAnswers(`${apiOrigin}/health/ready`);
await untilAnswers(`${webOrigin}/`);
await untilAnswers(`${singlePageOrigin}/`);
process.stdout.write(welcome(demoUser));

async function stop() {
  if (stopping) return;
  stopping = true;
  await children.stop();
  process.exit(0);
}

/** The API writes to the terminal itself, so that it can be readable there. */
function start({ name, main, env, cwd, watchesItself }) {
  if (name === 'api') {
    children.run(main, { env, cwd, stdio: 'inherit' });
    return;
  }
  const { stdout } = children.run(main, { env, cwd, watchesItself });
  createInterface({ input: stdout }).on('line', (line) => {
    if (line.startsWith('[')) process.stdout.write(`${line}\n`);
  });
}

async function untilAnswers(address) {
  for (;;) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
