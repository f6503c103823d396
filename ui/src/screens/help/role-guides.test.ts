/** The guides speak of the window as it is: every word in bold stands on a screen, every picture is there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

const GUIDES = 'guide';
const screens = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(svelte|ts)$/.test(file) && !file.endsWith('.test.ts') && !file.includes('fake'))
  .map((file) => readFileSync(join('src', file), 'utf8').replace(/\s+/g, ' '))
  .join('\n');

test.each(['teacher.md', 'office.md', 'head.md'])('what %s names is on a screen', (guide) => {
  const text = readFileSync(join(GUIDES, guide), 'utf8');
  const named = [...text.matchAll(/\*\*([^*]+)\*\*/g)].map(([, words = '']) =>
    words.replace(/\s+/g, ' ').replace(/[.:]$/, ''),
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((words) => !screens.includes(words))).toEqual([]);
  const pictures = [...text.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, path = '']) => path);
  expect(pictures.length).toBeGreaterThan(1);
  expect(pictures.filter((path) => !existsSync(join(GUIDES, path)))).toEqual([]);
});
