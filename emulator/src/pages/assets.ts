import type { Answer } from '../server/answer.js';
import { stylesheet } from './stylesheet.js';

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#0b5cad"/><path d="M8 3l4 2v3c0 2.500-1.700 4.300-4 5-2.300-.7-4-2.500-4-5V5z" fill="#fff"/></svg>';

const assets: Record<string, { type: string; body: string }> = {
  '/assets/emulator.css': { type: 'text/css; charset=utf-8', body: stylesheet },
  '/assets/form-post.js': {
    type: 'text/javascript; charset=utf-8',
    body: "document.getElementById('form-post').submit();\n",
  },
  '/assets/icon.svg': { type: 'image/svg+xml', body: icon },
};

/** The few files the pages need; nothing is loaded from elsewhere. */
export function asset(path: string): Answer | undefined {
  const found = Object.hasOwn(assets, path) ? assets[path] : undefined;
  if (!found) return undefined;
  const headers = { 'content-type': found.type, 'cache-control': 'no-cache' };
  return { status: 200, headers, body: found.body };
}
