// Fills the board of the demo person while `npm run dev` runs. What is there already is left alone.
import { apiOrigin, emulatorOrigin } from './services.mjs';

const day = 24 * 3_600_000;
const startOfToday = new Date().setHours(0, 0, 0, 0);

/** A time of a day, counted from today. */
const due = (days, hour = 17) =>
  new Date(startOfToday + days * day + hour * 3_600_000).toISOString();

const tasks = [
  { title: 'Renew the passport', dueAt: due(-12), description: 'Two photos, and the old one.' },
  { title: 'Return the library books', dueAt: due(-3), status: 'in_progress' },
  { title: 'Answer Ada about the offsite', dueAt: due(-1, 9) },
  { title: 'Pay the rent', dueAt: due(0) },
  { title: 'Call the dentist', dueAt: due(0, 12) },
  {
    title: 'Review the pull request',
    dueAt: due(0, 15),
    status: 'in_progress',
    description: 'https://github.com/contoso/tasks/pull/42',
  },
  { title: 'Water the plants', dueAt: due(1, 8) },
  { title: 'Book the train to Basel', dueAt: due(1, 18), description: 'Window seat, quiet car.' },
  { title: 'Prepare the demo', dueAt: due(2, 10), status: 'in_progress' },
  { title: 'Order a birthday cake for Grace', dueAt: due(4, 16) },
  { title: 'Register for the conference', dueAt: due(9) },
  { title: 'Change the tyres', dueAt: due(14, 9) },
  { title: 'File the tax return', dueAt: due(40), description: 'Receipts are in the blue folder.' },
  { title: 'Plan the summer holidays', dueAt: due(120) },
  { title: 'Learn the chords of "Blackbird"' },
  { title: 'Sort the photos of last year' },
  { title: 'Find a recipe for quince jam' },
  { title: 'Read about entity tags', description: 'RFC 9110, section 8.8.3' },
  { title: 'קנה חלב (2%)', description: 'A title from right to left.' },
  { title: 'Rückgabe: Kabel & Adapter <USB-C>', status: 'in_progress' },
  { title: 'Set up the new laptop', status: 'done' },
  { title: 'Cancel the gym', status: 'done', dueAt: due(-5) },
  { title: 'Send the invoice for October', status: 'done', dueAt: due(-2, 12) },
  ...['Bread', 'Olives', 'Coffee', 'Lemons', 'Rice', 'Oats', 'Soap'].map((item) => ({
    title: `Buy: ${item}`,
    dueAt: due(3, 11),
  })),
];

try {
  const { token } = await call(`${emulatorOrigin}/__emulator/tokens`, { method: 'POST' });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const known = await titles(headers);
  const missing = tasks.filter(({ title }) => !known.has(title));
  for (const task of missing) {
    await call(`${apiOrigin}/tasks`, { method: 'POST', headers, body: JSON.stringify(task) });
  }
  process.stdout.write(
    `The demo person has ${missing.length} more tasks; ${tasks.length - missing.length} were there.\n`,
  );
} catch (error) {
  const reason = error instanceof TypeError ? 'npm run dev does not run' : error.message;
  process.stderr.write(`The board was not filled: ${reason}.\n`);
  process.exitCode = 1;
}

async function titles(headers) {
  const found = new Set();
  let cursor;
  do {
    const query = cursor ? `?limit=100&cursor=${encodeURIComponent(cursor)}` : '?limit=100';
    const { items, nextCursor } = await call(`${apiOrigin}/tasks${query}`, { headers });
    items.forEach(({ title }) => found.add(title));
    cursor = nextCursor;
  } while (cursor);
  return found;
}

async function call(address, init) {
  const response = await fetch(address, init);
  if (!response.ok) {
    throw new Error(`${new URL(address).origin} answered ${response.status}`);
  }
  return response.json();
}
