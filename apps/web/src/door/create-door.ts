import type { Host, HostStatus, PictureSource, UserCommand } from '@fjernhjelp/host';
import type { SharedScreen, ShareProblem } from './capture/choose-screen.ts';
import type { Capture } from './capture/open-capture.ts';
import type { DoorStatus, ShareStatus } from './door-status.ts';
import type { SmallCopy } from './drawing/small-copy.ts';

/** What the host hears from the door and tells it. */
export interface HostPorts {
  openPictures(): PictureSource;
  /** The same for another worker. */
  openPicturePort(): MessagePort;
  status(status: HostStatus): void;
  failed(failure: NonNullable<DoorStatus['failure']>): void;
}

export interface DoorOptions {
  createHost(ports: HostPorts): Host;
  /** Opens the browser's dialog; must be called while a press is handled. */
  chooseScreen(): Promise<SharedScreen | ShareProblem>;
  openCapture(failed: (error: Error) => void): Capture;
  copy: SmallCopy;
  /** Keeps machine and page awake. @returns what ends that */
  stayAwake(): () => void;
  /** Our own mistake, for the browser's log. */
  problem(error: Error): void;
}

/** The host role in a page, with what the browser asks of the user before anything of the screen can be seen. */
export interface Door {
  readonly status: DoorStatus;
  /** @returns what ends it */
  subscribe(changed: (status: DoorStatus) => void): () => void;
  /** Called while a press is handled: letting somebody in, or going on, may need the browser's dialog first. */
  command(command: UserCommand): void;
  /** The user wants to share something else. */
  shareAnother(): void;
  /** May be called twice. */
  close(): void;
}

/** Phases in which nobody is in nor asks: nothing of the screen is read then. */
const quiet: readonly HostStatus['phase'][] = ['connecting', 'waiting', 'ended'];

export function createDoor(options: DoorOptions): Door {
  const { copy, problem } = options;
  const subscribers = new Set<(status: DoorStatus) => void>();
  let share: ShareStatus = { state: 'none' };
  let failure: DoorStatus['failure'];
  let screen: SharedScreen | undefined;
  let capture: Capture | undefined;
  let letSleep: (() => void) | undefined;
  let hostStatus: HostStatus;

  function openCapture(): Capture {
    capture ??= options.openCapture((error) => {
      problem(error);
      host.close('internal-error');
    });
    return capture;
  }

  const host = options.createHost({
    openPictures: () => openCapture().open(),
    openPicturePort: () => openCapture().openPort(),
    status: show,
    failed(why) {
      failure = why;
      publish();
    },
  });
  hostStatus = host.status;
  let status: DoorStatus = { host: hostStatus, share };

  function publish(): void {
    status = { host: hostStatus, share, ...(failure !== undefined && { failure }) };
    for (const subscriber of subscribers) subscriber(status);
  }

  function show(next: HostStatus): void {
    hostStatus = next;
    if (quiet.includes(next.phase)) stopSharing();
    publish();
  }

  function setShare(next: ShareStatus): void {
    share = next;
    publish();
  }

  /** Nothing of the screen is read from here on. */
  function stopSharing(): void {
    leaveScreen();
    capture?.close();
    capture = undefined;
    letSleep?.();
    letSleep = undefined;
    if (share.state !== 'choosing') share = { state: 'none' };
  }

  function leaveScreen(): void {
    const left = screen;
    screen = undefined;
    copy.setStream(undefined);
    for (const track of left?.stream.getTracks() ?? []) track.stop();
  }

  function take(chosen: SharedScreen): void {
    leaveScreen();
    screen = chosen;
    openCapture().share(chosen);
    copy.setStream(chosen.stream);
    letSleep ??= options.stayAwake();
    chosen.track.addEventListener('ended', () => {
      if (screen !== chosen) return;
      leaveScreen();
      host.command({ type: 'pause' });
      setShare({ state: 'stopped' });
    });
    setShare({ state: 'shared', surface: chosen.surface });
  }

  /** @param then what waited for it; not called when nothing was chosen */
  async function choose(then: () => void): Promise<void> {
    if (share.state === 'choosing') return;
    const before = share;
    setShare({ state: 'choosing' });
    const chosen = await options.chooseScreen();
    if (typeof chosen === 'string') {
      // What is shared already goes on.
      if (before.state === 'shared' && screen !== undefined) setShare(before);
      else setShare({ state: before.state === 'stopped' ? 'stopped' : 'none', problem: chosen });
      return;
    }
    // The helper gave up, or the user ended it in another way, while the dialog was open.
    if (quiet.includes(hostStatus.phase)) {
      for (const track of chosen.stream.getTracks()) track.stop();
      setShare({ state: 'none' });
      return;
    }
    take(chosen);
    then();
  }

  return {
    get status() {
      return status;
    },
    subscribe(subscriber) {
      subscribers.add(subscriber);
      return () => void subscribers.delete(subscriber);
    },
    command(command) {
      const needsScreen = command.type === 'allow' || command.type === 'go-on';
      if (needsScreen && screen === undefined) void choose(() => host.command(command));
      else host.command(command);
    },
    shareAnother: () => void choose(() => {}),
    close() {
      host.close();
      stopSharing();
      copy.close();
    },
  };
}
