import {
  createChatRoom,
  createFilesPart,
  createHost,
  createRecordingPart,
  createUserRecording,
} from '@fjernhjelp/host';
import { systemRandomBytes, type TransportFailure } from '@fjernhjelp/protocol';
import { answerBrowserPeer } from '@fjernhjelp/viewer/browser-peer';
import { readOperator } from '../operator/operator.ts';
import { createPageVoice } from '../voice/page-voice.ts';
import { chooseScreen } from './capture/choose-screen.ts';
import { openCapture } from './capture/open-capture.ts';
import { createDoorClock } from './clock/door-clock.ts';
import { createDoor, type Door } from './create-door.ts';
import { createPageBoard, type PageBoard } from './drawing/page-board.ts';
import { createSmallCopy, type SmallCopy } from './drawing/small-copy.ts';
import { createDoorFiles, type DoorFiles } from './files/door-files.ts';
import { createDoorRecorder } from './recording/door-recorder.ts';
import { stayAwake } from './stay-awake.ts';

const MINUTE_MS = 60_000;

/** A door that is open in this page, and what the page shows of it. */
export interface OpenDoor {
  readonly door: Door;
  readonly board: PageBoard;
  readonly copy: SmallCopy;
  readonly files: DoorFiles;
  close(): void;
}

/**
 * Builds the host role on this browser and registers at this page's server.
 * @param canRecord whether there is a storage for recordings
 */
export function openDoor(canRecord: boolean): OpenDoor {
  const { longestMinutes, idleMinutes } = readOperator(document).browserDoor;
  const worker = new Worker(new URL('./clock/clock-worker.ts', import.meta.url), {
    type: 'module',
    name: 'clock',
  });
  const clock = createDoorClock(worker);
  const board = createPageBoard();
  const copy = createSmallCopy(board, clock);
  const files = createDoorFiles();
  const problem = (error: Error) => reportError(error);
  const door = createDoor({
    copy,
    problem,
    stayAwake,
    chooseScreen: () => chooseScreen(navigator.mediaDevices),
    openCapture: (failed) => openCapture(clock, failed, copy.setResting),
    createHost: ({ openPictures, openPicturePort, status, failed }) =>
      createHost({
        serverUrl: location.origin,
        openWebSocket: (url) => new WebSocket(url),
        clock,
        random: systemRandomBytes,
        time: () => Date.now(),
        ...(longestMinutes > 0 && { longestMs: longestMinutes * MINUTE_MS }),
        ...(idleMinutes > 0 && { idleMs: idleMinutes * MINUTE_MS }),
        openPictures,
        // Nothing in a browser acts on the desktop.
        injector: undefined,
        drawingBoard: board,
        ...('RTCPeerConnection' in globalThis && { openPathPeer: answerBrowserPeer }),
        voice: createPageVoice(),
        parts: [createFilesPart(files), ...(canRecord ? [] : [createRecordingPart])],
        shared: [
          createChatRoom(Date.now),
          ...(canRecord
            ? [
                createUserRecording({
                  recorder: createDoorRecorder({ openWorker, openPictures: openPicturePort, problem }),
                  playerUrl: new URL('/hjelper#opptak', location.origin).href,
                  random: systemRandomBytes,
                  time: Date.now,
                }),
              ]
            : []),
        ],
        listener: { status, problem, fatal: (failure) => failed(failureOf(failure)) },
      }),
  });
  return {
    door,
    board,
    copy,
    files,
    close() {
      door.close();
      files.close();
      worker.terminate();
    },
  };
}

function openWorker(): Worker {
  return new Worker(new URL('./recording/record-worker.ts', import.meta.url), {
    type: 'module',
    name: 'record',
  });
}

function failureOf({ code }: TransportFailure): 'unreachable' | 'refused' {
  return code === 'unreachable' || code === 'closed' || code === 'timeout' || code === 'server-restart'
    ? 'unreachable'
    : 'refused';
}
