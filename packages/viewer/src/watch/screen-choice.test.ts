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
  const told: string[] = [];
  const choice = createScreenChoice({
    changed: ({ shown }, isAll) => told.push(isAll ? 'all' : String(shown)),
  });
  return { choice, told };
}

test('UP17 the first screen is the one to begin with, whatever its number', () => {
  const { choice, told } = open();
  choice.tell([place(4), place(0)]);
  expect(told).toEqual(['4']);
  expect(choice.screens?.isReplacement).toBe(false);
});

test('UP17 the helper’s choice stays when screens come, go and change around it', () => {
  const { choice, told } = open();
  choice.tell([place(0), place(1)]);
  choice.choose(1);
  choice.tell([place(2), place(1, 1280, 1024), place(0)]);
  choice.tell([place(1, 1280, 1024)]);
  expect(told).toEqual(['0', '1', '1', '1']);
  expect(choice.screens?.all).toEqual([place(1, 1280, 1024)]);
});

test('UP17 a shown screen that goes away is replaced by the first, and it is told until the next choice', () => {
  const { choice } = open();
  choice.tell([place(0), place(1), place(2)]);
  choice.choose(1);
  choice.tell([place(2), place(0)]);
  expect(choice.screens).toMatchObject({ shown: 2, isReplacement: true });
  choice.choose(2);
  expect(choice.screens).toMatchObject({ shown: 2, isReplacement: false });
});

test('UP17 a screen that there is not cannot be chosen', () => {
  const { choice, told } = open();
  choice.choose(0);
  choice.tell([place(0), place(1)]);
  choice.choose(7);
  choice.choose(0);
  expect(told).toEqual(['0']);
});

test('all screens are shown in one view until one is chosen', () => {
  const { choice, told } = open();
  choice.chooseAll();
  choice.tell([place(0), place(1)]);
  choice.chooseAll();
  choice.chooseAll();
  choice.tell([place(0), place(1), place(2)]);
  choice.choose(0);
  expect(told).toEqual(['0', 'all', 'all', '0']);
});

test('CU3 the screen with the user’s pointer is followed until the helper chooses', () => {
  const { choice, told } = open();
  choice.tell([place(0), place(1), place(2)]);
  choice.pointerIsOn(1);
  choice.setFollowing(true);
  choice.pointerIsOn(2);
  choice.pointerIsOn(9);
  expect(told).toEqual(['0', '1', '2']);
  expect(choice.isFollowing).toBe(true);
  choice.choose(0);
  choice.pointerIsOn(1);
  expect(told).toEqual(['0', '1', '2', '0']);
  expect(choice.isFollowing).toBe(false);
  choice.chooseAll();
  choice.setFollowing(true);
  expect(told.slice(4)).toEqual(['all', '1']);
});
