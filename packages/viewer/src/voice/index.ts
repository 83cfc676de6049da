/** The browser's means to talk, for pages that are no viewer: the client's window and the browser door. */
export { openBrowserVoicePeer } from './browser-voice-peer.ts';
