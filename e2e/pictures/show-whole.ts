/** Runs in the page. */
export function showWhole(element: Element): void {
  element.scrollIntoView({ block: 'center' });
}
