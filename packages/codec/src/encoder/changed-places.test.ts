import { describe, expect, test } from 'vitest';
import { ChangedPlaces } from './changed-places.ts';

/** Three by three tiles. */
const tiles = { xPx: 32, yPx: 16, widthPx: 96, heightPx: 48 };
const film = { xPx: 40, yPx: 20, widthPx: 80, heightPx: 40 };

function changed(): ChangedPlaces {
  const places = new ChangedPlaces();
  places.clear();
  return places;
}

describe('where a picture changed', () => {
  test('at first, and when the viewer has another one, it is anywhere', () => {
    const places = new ChangedPlaces();
    places.add([film]);
    expect(places.within(tiles)).toEqual(tiles);
    expect(places.bounds).toBeUndefined();
    places.clear();
    places.add([film]);
    expect(places.within(tiles)).toEqual(film);
    places.addAnywhere();
    places.add([film]);
    expect(places.within(tiles)).toEqual(tiles);
  });

  test('what was written since all was sent counts, as far as it lies there', () => {
    const places = changed();
    places.add([film, { xPx: 500, yPx: 500, widthPx: 10, heightPx: 10 }]);
    places.add([{ xPx: 100, yPx: 50, widthPx: 90, heightPx: 5 }]);
    expect(places.within(tiles)).toEqual({ ...film, widthPx: 88 });
    expect(places.bounds).toEqual({ ...film, widthPx: 470, heightPx: 490 });
  });

  test('no tile is left out', () => {
    const places = changed();
    expect(places.within(tiles)).toEqual(tiles);
    places.add([{ ...film, widthPx: 56 }]);
    expect(places.within(tiles)).toEqual(tiles);
    places.add([{ ...film, xPx: 64, widthPx: 33 }]);
    expect(places.within(tiles)).toEqual({ ...film, widthPx: 57 });
  });

  test('what is written in many places is anywhere', () => {
    const places = changed();
    for (let i = 0; i < 32; i++) places.add([film]);
    expect(places.within(tiles)).toEqual(film);
    places.add([film]);
    expect(places.within(tiles)).toEqual(tiles);
  });
});
