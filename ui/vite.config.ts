import { resolve } from 'node:path';

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

/** `--mode look` serves or builds the same screens on a made-up school in memory; it never reaches `dist`. */
export default defineConfig(({ mode }) => ({
  root: mode === 'look' ? resolve(import.meta.dirname, 'look') : import.meta.dirname,
  base: './',
  plugins: [svelte({ configFile: resolve(import.meta.dirname, 'svelte.config.js') }), svelteTesting()],
  build: {
    outDir: resolve(import.meta.dirname, mode === 'look' ? 'node_modules/.look' : 'dist'),
    emptyOutDir: true,
    target: ['es2022', 'safari16'],
    // The content security policy allows neither `data:` pictures nor inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/shared/testing/setup.ts'],
    restoreMocks: true,
    // Other work shares the machine.
    testTimeout: 240_000,
    env: { DEBUG_PRINT_LIMIT: '0' },
  },
}));
