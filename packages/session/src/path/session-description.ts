import { limits, type PathCandidate, type PathDescription, parsePathDescription } from '@fjernhjelp/protocol';

/**
 * Reads what the other end must know out of an end's own SDP (RFC 8866). Candidates that are names, or not over UDP,
 * are left out: the other end could not use them.
 * @returns undefined while something is missing
 */
export function describeSdp(sdp: string): PathDescription | undefined {
  const value = (name: string) => new RegExp(`^a=${name}:(.+?)\r?$`, 'm').exec(sdp)?.[1];
  const candidates = [...sdp.matchAll(/^a=candidate:(.+?)\r?$/gm)]
    .map(([, line]) => candidateOf(line ?? ''))
    .filter((candidate) => candidate !== undefined)
    .slice(0, limits.pathCandidates);
  return parsePathDescription({
    ufrag: value('ice-ufrag'),
    pwd: value('ice-pwd'),
    fingerprint: value('fingerprint')
      ?.replace(/^sha-256 /i, '')
      .toUpperCase(),
    candidates,
  });
}

function candidateOf(line: string): PathCandidate | undefined {
  const [, component, protocol, priority, address = '', port, , kind] = line.split(' ');
  // A name, as browsers give for a local address, says nothing outside of that machine's own network.
  if (component !== '1' || protocol?.toLowerCase() !== 'udp' || !/^[\d.]+$|:/.test(address)) return undefined;
  return { kind: kind as PathCandidate['kind'], address, port: Number(port), priority: Number(priority) };
}

/** @returns the SDP that such an end would have written: one data channel, and nothing else (RFC 8841) */
export function sdpOf(role: 'offer' | 'answer', description: PathDescription): string {
  return writeSdp(role, description, 'application 9 UDP/DTLS/SCTP webrtc-datachannel', [
    'a=sctp-port:5000',
    'a=max-message-size:65536',
  ]);
}

/** @param media what the one section is, and @param attributes what belongs to that alone */
export function writeSdp(
  role: 'offer' | 'answer',
  { ufrag, pwd, fingerprint, candidates }: PathDescription,
  media: string,
  attributes: readonly string[],
): string {
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=group:BUNDLE 0',
    `m=${media}`,
    'c=IN IP4 0.0.0.0',
    'a=mid:0',
    `a=ice-ufrag:${ufrag}`,
    `a=ice-pwd:${pwd}`,
    `a=fingerprint:sha-256 ${fingerprint}`,
    `a=setup:${role === 'offer' ? 'actpass' : 'active'}`,
    ...attributes,
    ...candidates.map(
      ({ kind, address, port, priority }, i) =>
        `a=candidate:${i + 1} 1 udp ${priority} ${address} ${port} typ ${kind}${kind === 'host' ? '' : ' raddr 0.0.0.0 rport 0'}`,
    ),
    'a=end-of-candidates',
    '',
  ].join('\r\n');
}
