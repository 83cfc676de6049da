export type { CancelSignal } from './cancel.ts';
export {
  type ChannelAcceptor,
  type ChannelAcceptorOptions,
  createChannelAcceptor,
} from './channel-acceptor.ts';
export type { Channel, ChannelListener } from './channel-types.ts';
export {
  type ClipboardLink,
  type ClipboardNews,
  createClipboardLink,
  isWithin,
} from './clipboard/clipboard-link.ts';
export { type Aead, type AeadKey, webCryptoAead } from './crypto/aead.ts';
export { createListenerSlot, type ListenerSlot } from './listener-slot.ts';
export {
  createDataChannelTransport,
  type DataChannelEvents,
  type DataChannelLike,
} from './path/data-channel-transport.ts';
export { createLineGrade, type LineGrade, type LineQuality, type LineStatus } from './path/line-quality.ts';
export { gatheringMs, type OpenPathPeer, type PathPeer, type PathPeerListener } from './path/path-peer.ts';
export { describeSdp, sdpOf } from './path/session-description.ts';
export {
  createHostRegistration,
  type HostRegistration,
  type HostRegistrationListener,
  type HostRegistrationOptions,
} from './signalling/host-registration.ts';
export { connectToHost } from './signalling/open-link.ts';
export type { OpenWebSocket, WebSocketLike } from './signalling/web-socket.ts';
export { createWebSocketTransport } from './signalling/web-socket-transport.ts';
export type { Transport, TransportListener } from './transport.ts';
export { openViewerChannel, type ViewerChannel, type ViewerChannelOptions } from './viewer-channel.ts';
