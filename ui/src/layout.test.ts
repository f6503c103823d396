import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { expect, test } from 'vitest';

const SRC = import.meta.dirname;
const files = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
  .map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return { path: relative(SRC, path).split(sep).join('/'), text: readFileSync(path, 'utf8') };
  })
  .filter(({ path }) => !path.endsWith('.test.ts'));

test('only the host knows Tauri', () => {
  const found = files.filter(({ path, text }) => !path.startsWith('host/') && text.includes('@tauri-apps'));
  expect(found.map(({ path }) => path)).toEqual([]);
});

test('screens never import each other', () => {
  const found = files.filter(({ path, text }) => {
    const own = /^screens\/(\w+)\//.exec(path)?.[1];
    const others = [...text.matchAll(/from '\.\.\/(\w+)\//g)].map(([, folder]) => folder);
    return own !== undefined && others.some((folder) => folder !== own);
  });
  expect(found.map(({ path }) => path)).toEqual([]);
});

test('what is shared knows no screen, and the shipped window no made-up school', () => {
  const found = files.filter(
    ({ path, text }) =>
      !path.startsWith('shared/testing/') &&
      ((path.startsWith('shared/') && text.includes('screens/')) ||
        (!path.startsWith('host/fake/') && text.includes('host/fake'))),
  );
  expect(found.map(({ path }) => path)).toEqual([]);
});

test('no style is written into the markup, where the security policy would refuse it', () => {
  const found = files.filter(({ path, text }) => path.endsWith('.svelte') && /\sstyle=/.test(text));
  expect(found.map(({ path }) => path)).toEqual([]);
});
