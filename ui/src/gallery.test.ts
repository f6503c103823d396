import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate/node';
import { expect, test } from 'vitest';

/** A page that the program wrote, as its own test keeps it, without the lines above it. */
function kept(snapshot: string): string {
  const path = join(import.meta.dirname, '../../src-tauri/crates/workflow/src', snapshot);
  return readFileSync(path, 'utf8').split('\n---\n').slice(1).join('\n---\n');
}

const page = kept('export/snapshots/workflow__export__beside__tests__gallery.snap');

const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y'],
  // The long form of a tag without content is a matter of taste.
  rules: { 'void-style': 'off' },
});

async function complaints(html: string): Promise<string[]> {
  const report = await validator.validateString(html);
  return report.results.flatMap((result) => result.messages.map((message) => `${message.ruleId}: ${message.message}`));
}

test('the exported gallery is valid HTML with a text for every picture', async () => {
  expect(page).toContain('<!doctype html>');
  expect(page).toMatch(/srcset="[^"]+-800\.jpg 800w, [^"]+\.jpg 1600w"/);
  expect(await complaints(page)).toEqual([]);
});

test('a gallery without alt text, or with broken markup, would be found', async () => {
  expect(await complaints(page.replaceAll(/ alt="[^"]*"/g, ''))).not.toEqual([]);
  expect(await complaints(page.replace('</figure>', ''))).not.toEqual([]);
});

test('the page of a pack for a family is valid HTML too', async () => {
  const pack = kept('pack/snapshots/workflow__pack__page__tests__page.snap');
  expect(pack).toContain('everybody else is covered');
  expect(await complaints(pack)).toEqual([]);
  expect(await complaints(pack.replaceAll(/ alt="[^"]*"/g, ''))).not.toEqual([]);
});
