import { systemClock } from '@fjernhjelp/protocol';
import { assembleViewer } from './assemble-viewer.ts';
import { createCounting } from './counters/counters.ts';
import { missingFeature } from './missing-feature.ts';
import { openChannel } from './open-channel.ts';
import { firstStatus } from './status.ts';
import type { Viewer, ViewerOptions } from './viewer-types.ts';

/** Begins a session as the helper, and shows it in the container until it is over. */
export function createViewer(options: ViewerOptions): Viewer {
  if (missingFeature() !== undefined) return createUnsupported();
  return assembleViewer(options, systemClock, (signal) => openChannel(options, systemClock, signal));
}

/** A viewer that could never begin: it says why, and does nothing. */
function createUnsupported(): Viewer {
  const nothing = () => {};
  return {
    status: { ...firstStatus, phase: 'failed', failure: { code: 'unsupported-browser' } },
    subscribe: () => nothing,
    files: {
      canPickFolder: false,
      send: async () => {},
      forgetWaiting: nothing,
      acceptInFolder: async () => {},
      acceptAsDownloads: async () => {},
      decline: nothing,
      hold: nothing,
      cancel: nothing,
      forget: nothing,
    },
    requestGrant: nothing,
    dropGrant: nothing,
    handOver: nothing,
    setScale: nothing,
    showScreen: nothing,
    setKeyWay: nothing,
    pressKeys: nothing,
    typeText: () => false,
    stopTyping: nothing,
    startRecording: () => false,
    stopRecording: nothing,
    answerUserRecording: nothing,
    showAllScreens: nothing,
    setFollowing: nothing,
    openWindow: async () => false,
    closeWindow: nothing,
    drawing: {
      setTool: nothing,
      setStays: nothing,
      setText: nothing,
      chooseColour: nothing,
      undo: nothing,
      clear: nothing,
    },
    setThumbnails: nothing,
    drawThumbnail: () => false,
    setSharpness: nothing,
    setDirect: nothing,
    setCounted: nothing,
    counters: () => createCounting().read(0),
    askSystemInformation: nothing,
    clipboard: { send: nothing, sendThis: nothing },
    chat: { say: () => false, read: nothing },
    voice: {
      start: nothing,
      setMuted: nothing,
      setVolume: nothing,
      chooseMicrophone: nothing,
      microphones: async () => [],
      levels: () => ({ own: 0, theirs: 0 }),
    },
    focus: nothing,
    letGo: nothing,
    setBehind: nothing,
    end: nothing,
    close: nothing,
  };
}
