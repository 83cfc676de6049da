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
export { openViewerChannel, type ViewerChannelOptions } from './viewer-channel.ts';
