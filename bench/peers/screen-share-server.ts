/** The two pages of a screen share, and their signalling: `node screen-share-server.ts <port>`. */
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const common = `
const socket = new WebSocket('ws://' + location.host);
const opened = new Promise((resolve) => { socket.onopen = resolve; });
const send = (message) => socket.send(JSON.stringify(message));
const connection = new RTCPeerConnection();
connection.onicecandidate = ({ candidate }) => candidate && send({ candidate });
const waiting = [];
socket.onmessage = async ({ data }) => {
  const { description, candidate } = JSON.parse(data);
  if (candidate && !connection.remoteDescription) return waiting.push(candidate);
  if (candidate) return connection.addIceCandidate(candidate);
  await connection.setRemoteDescription(description);
  for (const early of waiting.splice(0)) await connection.addIceCandidate(early);
  if (description.type !== 'offer') return;
  await connection.setLocalDescription();
  send({ description: connection.localDescription });
};`;

const pages: Readonly<Record<string, string>> = {
  '/host': `<!doctype html><title>host</title><button>share</button><script type="module">${common}
document.querySelector('button').onclick = async () => {
  const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: 30 }, audio: false });
  const [track] = stream.getVideoTracks();
  track.contentHint = location.search.slice(1);
  connection.addTrack(track, stream);
  await opened;
  await connection.setLocalDescription();
  send({ description: connection.localDescription });
};</script>`,
  '/viewer': `<!doctype html><title>viewer</title><style>body { margin: 0 } video { display: block; object-fit: fill }</style>
<video autoplay muted playsinline></video><script type="module">${common}
const video = document.querySelector('video');
[video.style.width, video.style.height] = location.search.slice(1).split('x').map((length) => length + 'px');
connection.ontrack = ({ streams, receiver }) => {
  receiver.jitterBufferTarget = 0;
  video.srcObject = streams[0];
};</script>`,
};

const [port] = process.argv.slice(2);
const http = createServer((request, response) => {
  const page = pages[new URL(request.url ?? '/', 'http://pages').pathname];
  if (page === undefined) response.statusCode = 404;
  response.setHeader('content-type', 'text/html; charset=utf-8').end(page);
});
const sockets = new WebSocketServer({ server: http });
sockets.on('connection', (socket) => {
  socket.on('message', (message) => {
    for (const other of sockets.clients) if (other !== socket) other.send(String(message));
  });
});
http.listen(Number(port), () => console.log('listening'));
