/** The elements of one screen on the page. */
export interface Surface {
  readonly root: HTMLElement;
  /** Holds the canvas, and scrolls it in actual size. */
  readonly scroller: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  /** Has the keyboard while the helper works on the remote screen. */
  readonly field: HTMLTextAreaElement;
  remove(): void;
}

/** A thin frame shows where the keyboard is; pages choose its colour. */
const FRAME = '3px solid';
const FRAME_COLOR = 'var(--fjernhjelp-focus-color, Highlight)';

/**
 * Builds the elements and puts them in. Styles are set one by one: policies against inline style allow that.
 * @param container is filled; what else is in it stays
 * @param label the accessible name of the screen
 * @param description how to leave it with the keyboard, for screen readers
 */
export function createSurface(container: HTMLElement, label: string, description: string): Surface {
  const root = document.createElement('div');
  Object.assign(root.style, {
    position: 'relative',
    boxSizing: 'border-box',
    width: '100%',
    height: '100%',
    overflow: 'hidden',
    border: `${FRAME} transparent`,
  });

  const scroller = document.createElement('div');
  Object.assign(scroller.style, { position: 'absolute', inset: '0', overflow: 'hidden' });

  const canvas = document.createElement('canvas');
  canvas.setAttribute('aria-hidden', 'true');
  Object.assign(canvas.style, {
    position: 'absolute',
    visibility: 'hidden',
    touchAction: 'none',
    userSelect: 'none',
  });

  const field = createField(label, description);
  field.addEventListener('focus', () => {
    root.style.borderColor = FRAME_COLOR;
  });
  field.addEventListener('blur', () => {
    root.style.borderColor = 'transparent';
  });

  scroller.append(canvas);
  root.append(field, scroller);
  container.append(root);
  return { root, scroller, canvas, field, remove: () => root.remove() };
}

/** Present for keyboards, input methods and screen readers; not to be seen and never in the pointer's way. */
function createField(label: string, description: string): HTMLTextAreaElement {
  const field = document.createElement('textarea');
  const attributes = {
    'aria-label': label,
    autocapitalize: 'off',
    autocomplete: 'off',
    autocorrect: 'off',
    spellcheck: 'false',
    tabindex: '-1',
  };
  for (const [name, value] of Object.entries(attributes)) field.setAttribute(name, value);
  if (description !== '') field.setAttribute('aria-description', description);
  field.readOnly = true;
  Object.assign(field.style, {
    position: 'absolute',
    left: '0',
    top: '0',
    width: '1px',
    height: '1px',
    padding: '0',
    border: '0',
    opacity: '0',
    resize: 'none',
    overflow: 'hidden',
    pointerEvents: 'none',
  });
  return field;
}
