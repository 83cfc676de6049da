import type { ScreenPlace } from '@fjernhjelp/protocol';
import { expect, test } from 'vitest';
import { createScreenChoice } from './screen-choice.ts';

const place = (screen: number, widthPx = 1920, heightPx = 1080): ScreenPlace => ({
  screen,
  xPx: 0,
  yPx: 0,
  widthPx,
  heightPx,
  name: `S${screen}`,
});

function open() {
  const switched: number[] = [];
  let changes = 0;
  const choice = createScreenChoice({
    switched: ({ screen }) => switched.push(screen),
    changed: () => {
      changes += 1;
    },
  });
  return { choice, switched, changes: () => changes };
}

test('UP17 the first screen is the one to begin with, whatever its number', () => {
  const { choice, switched } = open();
  choice.tell([place(4), place(0)]);
  expect(switched).toEqual([4]);
  expect(choice.shown).toEqual({ screen: 4, widthPx: 1920, heightPx: 1080 });
  expect(choice.screens?.isReplacement).toBe(false);
});

test('UP17 the helper’s choice stays when screens come, go and change around it', () => {
  const { choice, switched } = open();
  choice.tell([place(0), place(1)]);
  choice.choose(1);
  choice.tell([place(2), place(1, 1280, 1024), place(0)]);
  choice.tell([place(1, 1280, 1024)]);
  expect(switched).toEqual([0, 1]);
  expect(choice.shown).toEqual({ screen: 1, widthPx: 1280, heightPx: 1024 });
});

test('UP17 a shown screen that goes away is replaced by the first, and it is told until the next choice', () => {
  const { choice, switched } = open();
  choice.tell([place(0), place(1), place(2)]);
  choice.choose(1);
  choice.tell([place(2), place(0)]);
  expect(switched).toEqual([0, 1, 2]);
  expect(choice.screens).toMatchObject({ shown: 2, isReplacement: true });
  choice.choose(2);
  expect(choice.screens).toMatchObject({ shown: 2, isReplacement: false });
  expect(switched).toEqual([0, 1, 2]);
});

test('UP17 a screen that there is not cannot be chosen', () => {
  const { choice, switched, changes } = open();
  choice.choose(0);
  choice.tell([place(0), place(1)]);
  const before = changes();
  choice.choose(7);
  choice.choose(0);
  expect(switched).toEqual([0]);
  expect(changes()).toBe(before);
});

test('UP18 a picture that is smaller than its screen changes nothing of where input goes', () => {
  const { choice } = open();
  choice.tell([place(0)]);
  choice.pictured({ widthPx: 960, heightPx: 540 });
  expect(choice.shown).toEqual({ screen: 0, widthPx: 1920, heightPx: 1080 });
});
