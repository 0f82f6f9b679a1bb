import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = join(__dirname, '../..');
const pages = globSync('{*.md,{docs,bench,emulator,dev}/**/*.md,{clients,src}/**/*.md}', {
  cwd: root,
  exclude: (path) => /(^|\/)(node_modules|dist|coverage)(\/|$)/.test(path),
});

function textOf(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}

function withoutCode(text: string): string {
  return text.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '``');
}

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(page: string): string[] {
  const text = textOf(page).replaceAll(/^```[\s\S]*?^```/gm, '');
  return [...text.matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Links of a page to other files of the checkout, and the images in it. */
function linksOf(page: string): { path: string; anchor: string | undefined }[] {
  return [...withoutCode(textOf(page)).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target!)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [path = '', anchor] = target.split('#');
      return { path: path === '' ? page : join(dirname(page), path), anchor };
    });
}

it('knows the pages', () => {
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/azure-b2c.md']));
});

it.each(pages)('links only to what exists: %s', (page) => {
  const broken = linksOf(page).filter(
    ({ path, anchor }) =>
      !existsSync(join(root, path)) || (anchor !== undefined && !anchorsOf(path).includes(anchor)),
  );
  expect(broken).toEqual([]);
});

it.each(pages)('names only npm scripts that exist: %s', (page) => {
  const scripts = (folder: string) => {
    const file = join(root, folder, 'package.json');
    if (!existsSync(file)) {
      return [];
    }
    const content = JSON.parse(readFileSync(file, 'utf8')) as { scripts?: Record<string, string> };
    return Object.keys(content.scripts ?? {});
  };
  // A page of a workspace may mean its own scripts or those of the checkout.
  const folders = ['.', relative('.', dirname(page)), 'emulator', 'clients/web', 'clients/spa'];
  const known = new Set(folders.flatMap(scripts));
  const named = [
    ...textOf(page).matchAll(/\bnpm run (?:--?[\w-]+ )*([a-z][\w-]*(?::[\w-]+)*)/g),
  ].map(([, script]) => script);
  expect(named.filter((script) => !known.has(script!))).toEqual([]);
});
