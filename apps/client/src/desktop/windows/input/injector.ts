import type { DesktopInput, Injector } from '@fjernhjelp/host';
import { DesktopUnavailable } from '../../errors.ts';
import { seeRealPixels } from '../dpi.ts';
import { loadLibraries } from '../libraries.ts';
import { Keyboard } from './keyboard/keyboard.ts';
import { Mouse } from './mouse.ts';

/** Acts through SendInput, at once and in order. */
export class WindowsInjector implements Injector {
  readonly #keyboard: Keyboard;
  readonly #mouse: Mouse;
  #closed = false;

  /** @throws DesktopUnavailable "missing-library" */
  constructor() {
    const win = loadLibraries();
    seeRealPixels(win);
    this.#keyboard = new Keyboard(win);
    this.#mouse = new Mouse(win);
  }

  /** @throws DesktopUnavailable "closed" */
  inject(message: Exclude<DesktopInput, { type: 'release-all' }>): void {
    if (this.#closed) throw new DesktopUnavailable('closed');
    switch (message.type) {
      case 'pointer':
        this.#mouse.move(message.xPx, message.yPx, message.buttons);
        break;
      case 'wheel':
        this.#mouse.wheel(message.deltaX, message.deltaY);
        break;
      case 'key':
        if (message.down) this.#keyboard.down(message);
        else this.#keyboard.up(message);
        break;
      case 'text':
        this.#keyboard.type(message.text);
        break;
    }
  }

  releaseAll(): void {
    this.#mouse.releaseAll();
    this.#keyboard.releaseAll();
  }

  close(): void {
    if (this.#closed) return;
    this.releaseAll();
    this.#closed = true;
  }
}
