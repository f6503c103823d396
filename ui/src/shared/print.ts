/** Puts the screen on paper; what of it is printed is settled by `@media print` in `style/base.css`. */
export function print(): void {
  window.print();
}
