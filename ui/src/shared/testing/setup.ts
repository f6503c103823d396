/** What jsdom lacks. */
import '@testing-library/jest-dom/vitest';
import { configure } from '@testing-library/svelte';

// Other work shares the machine.
configure({ asyncUtilTimeout: 30_000 });

HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true;
};
HTMLDialogElement.prototype.close = function close() {
  this.open = false;
  this.dispatchEvent(new Event('close'));
};
HTMLElement.prototype.scrollIntoView = () => undefined;
HTMLCanvasElement.prototype.getContext = () => null;
