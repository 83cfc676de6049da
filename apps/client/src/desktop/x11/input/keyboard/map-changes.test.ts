import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { XConnection } from '../../connection.ts';
import { Xvfb, xvfbMissing } from '../../testing/xvfb.ts';
import { MapChanges } from './map-changes.ts';
import { StateReader } from './modifiers.ts';

const missing = xvfbMissing();
if (missing) console.warn(`map-changes.test.ts is skipped: ${missing}`);

describe.skipIf(missing)('which changes of the keyboard are heard of', () => {
  let server: Xvfb;
  let connection: XConnection;
  let changes: MapChanges;
  let state: StateReader;

  beforeAll(async () => {
    server = await Xvfb.start();
  });

  afterAll(() => server?.stop());

  beforeEach(() => {
    connection = new XConnection(server.name);
    state = new StateReader(connection);
    changes = new MapChanges(connection);
    happened();
  });

  afterEach(() => connection.close());

  /** The answer to a question brings along all that was sent before it. */
  const happened = () => {
    state.read();
    return changes.happened();
  };

  it('another layout is one', async () => {
    await server.run('setxkbmap', 'de');
    expect(happened()).toBe(true);
    expect(happened()).toBe(false);
  });

  it('another meaning of one key is one', async () => {
    await server.run('xmodmap', '-e', 'keycode 44 = j J');
    expect(happened()).toBe(true);
  });

  it('which keys repeat is none: that is set at every press, and reading a map takes longer than the press', async () => {
    await server.run('xset', '-r', '44');
    expect(happened()).toBe(false);
    await server.run('xset', 'r', '44');
    expect(happened()).toBe(false);
  });
});
