import { createEventSource, type RecordedSession } from '@fjernhjelp/codec/recording';
import { createRecordingCode, grants, type RandomBytes } from '@fjernhjelp/protocol';
import type { CreateSharedPart } from '../part.ts';
import type { HostRecording, HostStatus } from '../status.ts';
import { createRecordingMember, type RecordingMember } from './recording-member.ts';
import type { RunningSessionRecorder, SessionRecorder } from './session-recorder.ts';

export interface UserRecordingOptions {
  readonly recorder: SessionRecorder;
  /** Where recordings are played, to be shown to the user. */
  readonly playerUrl: string;
  readonly random: RandomBytes;
  /** Milliseconds since 1970. */
  time(): number;
}

/**
 * The user records what helpers see, while every one of them agrees (PROTOCOL.md RF8–RF10); and shows who of the helpers
 * records (RF2).
 */
export function createUserRecording(options: UserRecordingOptions): CreateSharedPart {
  const { recorder, playerUrl, random, time } = options;
  return ({ changed }) => {
    const members = new Set<RecordingMember>();
    const idle: HostRecording = { state: 'idle', places: recorder.places, playerUrl };
    let shown = idle;
    let running: RunningSessionRecorder | undefined;
    /** The last one that was begun, also while it closes. */
    let newest: RunningSessionRecorder | undefined;
    let folder = '';
    let screen = 0;
    let isSeen = false;
    let toldScreen: number | undefined;
    const events = createEventSource((event) => {
      if (isWriting()) running?.event(event);
    });

    const present = () => [...members].filter(({ isIn }) => isIn);
    const isWished = () => shown.state === 'asking' || shown.state === 'running';
    const isWriting = () =>
      running !== undefined && present().every(({ agrees }) => agrees === true) && present().length > 0;

    function show(next: Partial<HostRecording> & Pick<HostRecording, 'state'>): void {
      shown = { ...shown, ...next };
      changed();
    }

    /** Somebody came, went or answered, or is seen or not: what follows from it. */
    function look(): void {
      if (isWished()) {
        for (const member of present()) member.ask();
        if (present().some(({ agrees }) => agrees === false)) {
          stop(running === undefined ? 'declined' : 'closing');
          return;
        }
        if (shown.state === 'asking' && present().length > 0 && present().every(({ agrees }) => agrees))
          begin();
      }
      const isOn = isWriting();
      if (shown.state === 'running' && shown.isWaiting === isOn) {
        // What was said meanwhile was said without everybody's leave.
        if (isOn) events.begin();
        show({ state: 'running', isWaiting: !isOn });
      }
      for (const member of present()) member.tell(isOn);
      const next = isOn && isSeen ? screen : undefined;
      if (next === toldScreen) return;
      toldScreen = next;
      running?.show(next);
    }

    function begin(): void {
      const startedAtMs = time();
      const code = createRecordingCode(random);
      // The mark is at the helper before the first picture is written.
      for (const member of present()) member.tell(true);
      const opened = recorder.open(
        { code, startedAtMs, folder },
        {
          written(path, sizeBytes) {
            if (newest === opened) show({ state: shown.state, path, sizeBytes });
          },
          done() {
            if (newest === opened) show({ state: 'done' });
          },
          failed(why) {
            if (running === opened) stop('failed');
            if (newest === opened) show({ state: 'failed', why });
          },
        },
      );
      running = opened;
      newest = opened;
      shown = { ...idle, state: 'running', code, startedAtMs, sizeBytes: 0, isWaiting: false };
      events.begin();
      changed();
    }

    /** No more is written; the file may still be closing. */
    function stop(state: 'idle' | 'declined' | 'closing' | 'failed'): void {
      const closing = running;
      running = undefined;
      toldScreen = undefined;
      for (const member of members) {
        member.tell(false);
        member.forget();
      }
      if (state !== 'failed') closing?.stop();
      show({ state, isWaiting: false });
    }

    return {
      part(ports) {
        const member = createRecordingMember(ports, {
          changed: look,
          watched(screens) {
            // What is shown small or in windows besides stands behind.
            screen = screens[0] ?? screen;
            look();
          },
          closed() {
            members.delete(member);
            look();
          },
        });
        members.add(member);
        return member;
      },
      get status() {
        return { recording: shown };
      },
      command(command) {
        if (command.type === 'record' && !isWished() && shown.state !== 'closing' && present().length > 0) {
          ({ folder } = command);
          shown = { ...idle, state: 'asking' };
          look();
          changed();
        }
        if (command.type === 'stop-recording' && isWished()) stop(running === undefined ? 'idle' : 'closing');
      },
      session(status) {
        events.hear(recordedOf(status));
        isSeen = isSeenBySomebody(status);
        if (status.phase === 'ended' && isWished()) stop(running === undefined ? 'idle' : 'closing');
        else look();
      },
      clear() {
        newest = undefined;
        shown = idle;
        screen = 0;
      },
    };
  };
}

function isSeenBySomebody({ helpers, paused }: HostStatus): boolean {
  return (
    !paused &&
    helpers.some(
      ({ state, grants: held }) => state === 'sharing' && held.some(({ grant }) => grant === 'view'),
    )
  );
}

function recordedOf({ helpers, chat }: HostStatus): RecordedSession | undefined {
  const admitted = helpers.filter(({ state }) => state === 'sharing' || state === 'sharing-broken');
  if (admitted.length === 0) return undefined;
  const held = admitted.flatMap((helper) => helper.grants.map(({ grant }) => grant));
  return {
    people: admitted.map(({ name, organisation, grants: own }) => ({
      name,
      organisation,
      control: own.some(({ grant }) => grant === 'control'),
    })),
    grants: grants.filter((grant) => held.includes(grant)),
    isConnected: admitted.some(({ state }) => state === 'sharing'),
    chat: chat?.messages ?? [],
  };
}
