import type { Page } from 'playwright-core';

/** All that can be pressed or filled in. */
const CONTROLS =
  'a[href], button, input, select, textarea, summary, [role="button"], [role="tab"], [role="slider"], .ds-toggle-group > label';

/**
 * WCAG 2.2, 2.5.8: a target is 24 × 24 CSS pixels, or has that much room around it, or is a link in a sentence.
 * @returns what is too small, by name and size
 */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate((controls) => {
    const LEAST_PX = 24;
    const targets = [...document.querySelectorAll<HTMLElement>(controls)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .filter((element) => !element.closest('.ds-sr-only, [inert]') && !element.matches('.ds-skip-link'))
      .map((element) => ({ element, box: boxOf(element) }))
      .filter(({ box }) => box.width > 0 && box.height > 0);

    /** A label presses its field, too. */
    function boxOf(element: HTMLElement): DOMRect {
      const own = element.getBoundingClientRect();
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
      return labels
        .filter(() => element.matches('[type="checkbox"], [type="radio"], [type="file"]'))
        .map((label) => label.getBoundingClientRect())
        .reduce((sum, box) => {
          const [left, top] = [Math.min(sum.left, box.left), Math.min(sum.top, box.top)];
          const [right, bottom] = [Math.max(sum.right, box.right), Math.max(sum.bottom, box.bottom)];
          return new DOMRect(left, top, right - left, bottom - top);
        }, own);
    }

    const isSmall = (box: DOMRect) => Math.min(box.width, box.height) < LEAST_PX - 0.5;
    const isInSentence = (element: HTMLElement) =>
      getComputedStyle(element).display === 'inline' &&
      (element.parentElement?.textContent ?? '').trim() !== (element.textContent ?? '').trim();
    /** From the middle of a target to the nearest part of another one, or to the middle of another small one. */
    function roomPx(box: DOMRect, other: DOMRect): number {
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      const toPart = Math.hypot(
        Math.max(other.left - x, 0, x - other.right),
        Math.max(other.top - y, 0, y - other.bottom),
      );
      if (!isSmall(other)) return toPart;
      const toMiddle = Math.hypot(other.x + other.width / 2 - x, other.y + other.height / 2 - y);
      return Math.min(toPart, toMiddle - LEAST_PX / 2);
    }

    return targets
      .filter(({ element, box }) => isSmall(box) && !isInSentence(element))
      .filter(({ element, box }) =>
        targets.some(
          (other) =>
            other.element !== element &&
            !other.element.contains(element) &&
            !element.contains(other.element) &&
            roomPx(box, other.box) < LEAST_PX / 2,
        ),
      )
      .map(
        ({ element, box }) =>
          `${element.ariaLabel ?? element.textContent?.trim()}: ${Math.round(box.width)} × ${Math.round(box.height)}`,
      );
  }, CONTROLS);
}

/**
 * Text and controls that something cuts off, or that lie outside the window, and a page that is wider than the window.
 * @returns each by what stands there
 */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate((controls) => {
    const isShown = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      !element.closest('.ds-sr-only, .ds-skip-link, canvas');

    /** @returns what hides a part of that box; undefined when it is seen, or can be scrolled to */
    function hiderOf(box: DOMRect, holder: Element): string | undefined {
      let [sideways, downwards] = [true, true];
      for (
        let each: Element | null = holder;
        each !== null && each !== document.body;
        each = each.parentElement
      ) {
        const { overflowX, overflowY, position } = getComputedStyle(each);
        const edge = each.getBoundingClientRect();
        const isHidden = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
        if (sideways && isHidden(overflowX) && (box.right > edge.right + 1 || box.left < edge.left - 1))
          return `.${each.className} cuts its side`;
        if (downwards && isHidden(overflowY) && (box.bottom > edge.bottom + 1 || box.top < edge.top - 1))
          return `.${each.className} cuts it below`;
        sideways &&= !/auto|scroll/.test(overflowX);
        downwards &&= !/auto|scroll/.test(overflowY);
        if (position === 'fixed') break;
      }
      if (sideways && (box.left < -1 || box.right > innerWidth + 1)) return 'it lies outside the window';
      return undefined;
    }

    const found: string[] = [];
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > innerWidth) found.push(`the page is ${scrollWidth} px wide in ${innerWidth}`);
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { currentNode } = texts;
      const holder = currentNode.parentElement;
      if (holder === null || currentNode.textContent?.trim() === '' || !isShown(holder)) continue;
      const range = document.createRange();
      range.selectNodeContents(currentNode);
      const hider = hiderOf(range.getBoundingClientRect(), holder);
      if (hider !== undefined) found.push(`${currentNode.textContent?.trim().slice(0, 50)}: ${hider}`);
    }
    for (const control of document.querySelectorAll<HTMLElement>(controls)) {
      if (!isShown(control) || control.getBoundingClientRect().width === 0) continue;
      const hider = hiderOf(control.getBoundingClientRect(), control.parentElement ?? control);
      if (hider !== undefined) found.push(`${control.ariaLabel ?? control.textContent?.trim()}: ${hider}`);
    }
    return found;
  }, CONTROLS);
}

/** WCAG 2.1, 1.4.12: what a reader may set for the text of any page. */
export function spaceText(page: Page): Promise<void> {
  return page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
       p { margin-block-end: 2em !important; }`,
    );
    document.adoptedStyleSheets.push(sheet);
  });
}

/** @returns what moves without an end, by the name of the movement */
export function endlessMovements(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY)
      .filter(({ playState }) => playState === 'running')
      .map((animation) => `${(animation as CSSAnimation).animationName} ${animation.id}`),
  );
}

/**
 * With forced colours, where backgrounds and shadows say nothing.
 * @returns controls whose edge, and chosen ones whose choice, nothing shows
 */
export function unseenControls(page: Page): Promise<string[]> {
  return page.evaluate((controls) => {
    const name = (element: Element) =>
      `<${element.tagName.toLowerCase()}> ${element.ariaLabel ?? element.textContent?.trim().slice(0, 60)}`;
    const ground = getComputedStyle(document.documentElement).backgroundColor;
    /** All that a person can tell it by, besides its text. */
    function looksOf(element: Element): { edge: boolean; look: string } {
      const style = getComputedStyle(element);
      const edges = [style.borderTopWidth, style.borderBottomWidth].map(Number.parseFloat);
      const hasBorder =
        edges.some((px) => px > 0) &&
        style.borderBottomStyle !== 'none' &&
        style.borderBottomColor !== style.backgroundColor;
      // What is filled with a colour of the system's keeps it.
      const isFilled = ![ground, 'rgba(0, 0, 0, 0)'].includes(style.backgroundColor);
      const hasOutline = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0;
      const icons = [...element.querySelectorAll('svg, ::before')].map((icon) => icon.innerHTML).join();
      return {
        edge: hasBorder || hasOutline || isFilled || style.textDecorationLine === 'underline',
        look: [
          style.backgroundColor,
          style.color,
          style.borderTopWidth,
          style.borderBottomWidth,
          style.borderColor,
          style.outlineStyle,
          style.outlineColor,
          style.textDecorationLine,
          style.fontWeight,
          icons,
        ].join(),
      };
    }

    /** What is behind it. */
    function groundOf(element: Element): string {
      for (let each: Element | null = element; each !== null; each = each.parentElement) {
        const { backgroundColor } = getComputedStyle(each);
        if (backgroundColor !== 'rgba(0, 0, 0, 0)') return backgroundColor;
      }
      return ground;
    }

    const found: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>(controls)) {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      if (element.closest('.ds-sr-only') || element.matches('.ds-skip-link, [type="range"], summary'))
        continue;
      const { width, height } = element.getBoundingClientRect();
      if (width === 0 || height === 0) continue;
      if (!looksOf(element).edge) found.push(`no edge: ${name(element)}`);
      for (const inside of [element, ...element.querySelectorAll('svg')])
        if (!inside.matches('input') && getComputedStyle(inside).color === groundOf(inside))
          found.push(`of one colour: ${name(element)}`);
    }
    for (const group of document.querySelectorAll(
      '[role="radiogroup"], [role="tablist"], .ds-toggle-group',
    )) {
      const items = [
        ...group.querySelectorAll<HTMLElement>('input[type="radio"], [role="radio"], [role="tab"], button'),
      ];
      const isChosen = (item: HTMLElement) =>
        item.ariaChecked === 'true' ||
        item.ariaSelected === 'true' ||
        item.ariaPressed === 'true' ||
        (item instanceof HTMLInputElement && item.checked);
      const lookOf = (item: HTMLElement) =>
        looksOf(item instanceof HTMLInputElement ? (item.closest('label') ?? item) : item).look;
      const chosen = items.find(isChosen);
      const other = items.find((item) => !isChosen(item));
      if (chosen && other && lookOf(chosen) === lookOf(other)) found.push(`no choice seen: ${name(group)}`);
    }
    return found;
  }, CONTROLS);
}

/**
 * Presses Tab through a page from its beginning, with forced colours: a shadow would not be drawn.
 * @returns where no outline shows that the focus is there
 */
export async function unseenFocus(page: Page): Promise<string[]> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const found: string[] = [];
  const MOST_TABS = 60;
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return 'end';
      const marked = element as HTMLElement & { wasHere?: boolean };
      if (marked.wasHere) return 'end';
      marked.wasHere = true;
      // A heading that the page has just given the focus: Tab does not come there, and nobody can act on it.
      if (marked.tabIndex < 0) return undefined;
      const outlined = [element, element.closest('label')].some((each) => {
        if (each === null) return false;
        const { outlineStyle, outlineWidth } = getComputedStyle(each);
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
      });
      return outlined ? undefined : element.outerHTML.slice(0, 120);
    });
    if (seen === 'end') break;
    if (seen !== undefined) found.push(`no focus seen: ${seen}`);
  }
  return found;
}
