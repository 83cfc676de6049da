/** The elements of one view of the remote screens on a page. */
export interface Surface {
  readonly root: HTMLElement;
  /** Holds the picture, and scrolls it in actual size. */
  readonly scroller: HTMLElement;
  /** The picture's place on the page: canvases go in here. */
  readonly picture: HTMLElement;
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
  const page = container.ownerDocument;
  const root = page.createElement('div');
  Object.assign(root.style, {
    position: 'relative',
    boxSizing: 'border-box',
    width: '100%',
    height: '100%',
    overflow: 'hidden',
    border: `${FRAME} transparent`,
  });

  const scroller = page.createElement('div');
  Object.assign(scroller.style, { position: 'absolute', inset: '0', overflow: 'hidden' });

  const picture = page.createElement('div');
  Object.assign(picture.style, {
    position: 'absolute',
    overflow: 'hidden',
    touchAction: 'none',
    userSelect: 'none',
  });

  const field = createField(page, label, description);
  field.addEventListener('focus', () => {
    root.style.borderColor = FRAME_COLOR;
  });
  field.addEventListener('blur', () => {
    root.style.borderColor = 'transparent';
  });

  scroller.append(picture);
  root.append(field, scroller);
  container.append(root);
  return { root, scroller, picture, field, remove: () => root.remove() };
}

/** Present for keyboards, input methods and screen readers; not to be seen and never in the pointer's way. */
function createField(page: Document, label: string, description: string): HTMLTextAreaElement {
  const field = page.createElement('textarea');
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
    caretColor: 'transparent',
  });
  // A caret that nobody sees would have the page painted anew twice a second, with all of the picture.
  field.style.setProperty('caret-animation', 'manual');
  return field;
}
