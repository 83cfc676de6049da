import type { Host, HostStatus, UserCommand } from '@fjernhjelp/host';
import { describe, expect, it } from 'vitest';
import type { SharedScreen, ShareProblem } from './capture/choose-screen.ts';
import { createDoor, type HostPorts } from './create-door.ts';

const begin: HostStatus = {
  phase: 'waiting',
  online: true,
  wrongTries: 0,
  maxTries: 5,
  passwordReplaced: false,
  paused: false,
  inviting: false,
  helpers: [],
};

function createScreen() {
  const track = Object.assign(new EventTarget(), { stopped: false, stop: () => {} });
  track.stop = () => {
    track.stopped = true;
  };
  const stream = { getTracks: () => [track] } as unknown as MediaStream;
  const screen: SharedScreen = { stream, track: track as unknown as MediaStreamTrack, surface: 'monitor' };
  return { screen, track, end: () => track.dispatchEvent(new Event('ended')) };
}

function createScene() {
  const commands: UserCommand[] = [];
  const answers: PromiseWithResolvers<SharedScreen | ShareProblem>[] = [];
  const shared: SharedScreen[] = [];
  const copied: (MediaStream | undefined)[] = [];
  const state = { captures: 0, awake: 0, closed: [] as unknown[] };
  let ports: HostPorts | undefined;
  let fail: (error: Error) => void = () => {};
  const door = createDoor({
    createHost(given) {
      ports = given;
      const host: Host = {
        status: begin,
        subscribe: () => () => {},
        command: (command) => void commands.push(command),
        close: (reason) => void state.closed.push(reason),
      };
      return host;
    },
    chooseScreen() {
      const answer = Promise.withResolvers<SharedScreen | ShareProblem>();
      answers.push(answer);
      return answer.promise;
    },
    openCapture(failed) {
      fail = failed;
      state.captures++;
      return {
        share: (screen) => void shared.push(screen),
        open: () => {
          throw new Error('not here');
        },
        openPort: () => {
          throw new Error('not here');
        },
        close: () => void state.captures--,
      };
    },
    copy: { setStream: (stream) => void copied.push(stream), drawOn: () => () => {}, close() {} },
    stayAwake() {
      state.awake++;
      return () => void state.awake--;
    },
    problem() {},
  });
  return {
    door,
    commands,
    answers,
    shared,
    copied,
    state,
    fail: (error: Error) => fail(error),
    phase: (phase: HostStatus['phase']) => ports?.status({ ...begin, phase }),
    failed: (why: 'unreachable') => ports?.failed(why),
    async choose(chosen: SharedScreen | ShareProblem) {
      answers.at(-1)?.resolve(chosen);
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

const allow: UserCommand = { type: 'allow', person: 1 };

describe('the browser door', () => {
  it('lets nobody in before the user has chosen in the browser’s dialog', async () => {
    const { door, commands, phase, choose, shared, state } = createScene();
    phase('asking');
    expect(state.captures).toBe(0);
    door.command(allow);
    expect(door.status.share.state).toBe('choosing');
    expect(commands).toEqual([]);
    const { screen } = createScreen();
    await choose(screen);
    expect(commands).toEqual([allow]);
    expect(shared).toEqual([screen]);
    expect(door.status.share).toEqual({ state: 'shared', surface: 'monitor' });
    expect(state).toMatchObject({ captures: 1, awake: 1 });
  });

  it('says why nothing was chosen, and asks again on the next yes', async () => {
    const { door, commands, phase, choose, answers } = createScene();
    phase('asking');
    door.command(allow);
    // A second press while the dialog is open opens no second one.
    door.command(allow);
    expect(answers.length).toBe(1);
    await choose('refused');
    expect(door.status.share).toEqual({ state: 'none', problem: 'refused' });
    door.command(allow);
    await choose(createScreen().screen);
    expect(commands).toEqual([allow]);
  });

  it('pauses when sharing is stopped in the browser, and chooses anew before it goes on', async () => {
    const { door, commands, phase, choose, copied } = createScene();
    phase('asking');
    door.command(allow);
    const first = createScreen();
    await choose(first.screen);
    phase('sharing');
    first.end();
    expect(commands.at(-1)).toEqual({ type: 'pause' });
    expect(door.status.share).toEqual({ state: 'stopped' });
    expect(copied.at(-1)).toBeUndefined();
    door.command({ type: 'go-on' });
    await choose('refused');
    expect(door.status.share).toEqual({ state: 'stopped', problem: 'refused' });
    expect(commands.at(-1)).toEqual({ type: 'pause' });
    door.command({ type: 'go-on' });
    await choose(createScreen().screen);
    expect(commands.at(-1)).toEqual({ type: 'go-on' });
  });

  it('shows something else without a break, and keeps what it shows when the user thinks better of it', async () => {
    const { door, phase, choose, shared } = createScene();
    phase('asking');
    door.command(allow);
    const first = createScreen();
    await choose(first.screen);
    phase('sharing');
    door.shareAnother();
    await choose('refused');
    expect(door.status.share).toEqual({ state: 'shared', surface: 'monitor' });
    expect(first.track.stopped).toBe(false);
    door.shareAnother();
    const second = createScreen();
    await choose(second.screen);
    expect(first.track.stopped).toBe(true);
    expect(shared.at(-1)).toBe(second.screen);
    // The end of what was left is no end of what is shown.
    first.end();
    expect(door.status.share.state).toBe('shared');
  });

  it('reads nothing of the screen once nobody is in', async () => {
    const { door, phase, choose, state } = createScene();
    phase('asking');
    door.command(allow);
    const { screen, track } = createScreen();
    await choose(screen);
    phase('sharing');
    phase('ended');
    expect(track.stopped).toBe(true);
    expect(state).toMatchObject({ captures: 0, awake: 0 });
    expect(door.status.share).toEqual({ state: 'none' });
  });

  it('drops what was chosen when the helper has gone meanwhile', async () => {
    const { door, commands, phase, choose } = createScene();
    phase('asking');
    door.command(allow);
    phase('waiting');
    const { screen, track } = createScreen();
    await choose(screen);
    expect(track.stopped).toBe(true);
    expect(commands).toEqual([]);
    expect(door.status.share).toEqual({ state: 'none' });
  });

  it('ends with "internal-error" when the worker breaks down, and says when the server is not there', async () => {
    const { door, phase, choose, state, fail, failed } = createScene();
    phase('asking');
    door.command(allow);
    await choose(createScreen().screen);
    fail(new Error('out of memory'));
    expect(state.closed).toEqual(['internal-error']);
    const told: unknown[] = [];
    door.subscribe(({ failure }) => told.push(failure));
    failed('unreachable');
    expect(told).toEqual(['unreachable']);
    door.close();
    expect(state.closed).toEqual(['internal-error', undefined]);
  });
});
