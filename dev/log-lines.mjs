import { styleText } from 'node:util';

/** @type {Readonly<Record<string, import('node:util').InspectColor>>} */
const colours = {
  emulator: 'magenta',
  api: 'cyan',
  web: 'green',
  spa: 'yellow',
  'spa:3001': 'blue',
};

/** Contexts in which Nest logs dozens of lines while it starts. */
const startContexts = new Set([
  'InstanceLoader',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
]);

/** The longest name of a service, so that all lines are aligned. */
const tagWidth = 8;

/**
 * Formats the output of a service for the terminal: its name as a tag, then one line for each request and
 * message. Health checks are left out: `npm run dev` makes them itself while it waits.
 *
 * @param {string} name of the service
 * @param {string} line as the service wrote it
 * @param {boolean} colour whether the terminal shows colours
 * @returns {string | undefined} undefined for a line that is not shown
 */
export function formatLine(name, line, colour) {
  const text = textOf(line);
  if (text === undefined || text === '') {
    return undefined;
  }
  const tag = name.padEnd(tagWidth);
  return `${colour ? styleText(colours[name] ?? 'white', tag, { validateStream: false }) : tag} ${text}`;
}

function textOf(line) {
  if (!line.startsWith('{')) {
    return line.replace(/^\[local emulator\] /, '').trimEnd();
  }
  let entry;
  try {
    entry = JSON.parse(line);
  } catch {
    return line;
  }
  return entry.msg === 'request' ? requestText(entry) : messageText(entry);
}

/** A request in the log of the API. */
function requestText({ method, route, status, ms, refusal, hint }) {
  if (route?.startsWith('/health/')) {
    return undefined;
  }
  const parts = [method ?? '(unreadable)', route ?? '(no route)', status ?? '-', ms && `${ms} ms`];
  return [...parts, refusal, hint && `(${hint})`].filter(Boolean).join(' ');
}

/** A message of the API (pino) or of the web client (Nest). */
function messageText({ level, context, msg, message, err }) {
  if (startContexts.has(context)) {
    return undefined;
  }
  const text = msg ?? message ?? '';
  const stack = err?.stack === undefined ? '' : `\n${err.stack}`;
  return level === 'warn' || level === 'error' || level === 'fatal'
    ? `${level}: ${text}${stack}`
    : text;
}
