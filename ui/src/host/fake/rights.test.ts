import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { rightsOf, type Role } from './rights';

const COLUMNS: Role[] = ['teacher', 'office', 'head', 'safeguarding_lead', 'guest'];

test('the made-up school gives each role the rights of the reviewed table, no more and no fewer: P19', () => {
  const folder = '../../../../src-tauri/crates/workflow/src/rights/snapshots';
  const file = readFileSync(join(import.meta.dirname, folder, 'workflow__rights__tests__rights.snap'), 'utf8');
  const lines = (file.split('\n---\n')[1] ?? '').split('\n\n')[0]?.split('\n') ?? [];
  expect(lines.length).toBeGreaterThan(40);
  COLUMNS.forEach((role, column) => {
    const words = lines.map((line) => line.split(/\s+/));
    const may = words.filter((cells) => cells[column + 1] !== '-').map(([action]) => action);
    expect(rightsOf(role), role).toEqual(may);
  });
});
