import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/vite-plugin-svelte').SvelteConfig} */
export default {
  preprocess: vitePreprocess(),
  // Styles go to files: the window's content security policy refuses any made at run time.
  compilerOptions: { css: 'external' },
};
