/** Where things stand in a Windows executable (Microsoft's PE format), as offsets in bytes. */
export interface PeHeaders {
  readonly machine: number;
  /** 2: no console, 3: console. */
  readonly subsystem: number;
  readonly checksumAt: number;
  /** Of the data directory's entry for certificates: offset and size, 4 bytes each. */
  readonly certificateEntryAt: number;
  /** Of the certificates, which come last; 0 when it is not signed. */
  readonly certificatesAt: number;
  readonly certificatesBytes: number;
}

const PE_SIGNATURE = 0x0000_4550;
const PE32_PLUS = 0x20b;
const CERTIFICATE_ENTRY = 4;

/** @throws Error when it is no 64-bit executable or library */
export function readHeaders(file: Uint8Array): PeHeaders {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const peAt = view.getUint32(0x3c, true);
  const optionalAt = peAt + 24;
  if (view.getUint32(peAt, true) !== PE_SIGNATURE || view.getUint16(optionalAt, true) !== PE32_PLUS)
    throw new Error('no 64-bit executable');
  const certificateEntryAt = optionalAt + 112 + CERTIFICATE_ENTRY * 8;
  return {
    machine: view.getUint16(peAt + 4, true),
    subsystem: view.getUint16(optionalAt + 68, true),
    checksumAt: optionalAt + 64,
    certificateEntryAt,
    certificatesAt: view.getUint32(certificateEntryAt, true),
    certificatesBytes: view.getUint32(certificateEntryAt + 4, true),
  };
}
