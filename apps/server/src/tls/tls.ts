import type { ServerPorts } from '../ports.ts';
import type { ServerSettings } from '../settings/definitions.ts';
import { causeOf, StartFailure } from '../start-failure.ts';
import { readMaterial, type TlsMaterial } from './material.ts';
import { selfSignedMaterial } from './self-signed.ts';
import { type TlsFiles, watchMaterial } from './watch.ts';

export interface Tls {
  readonly material: TlsMaterial;
  /** Hears of renewed files; called once. @returns ends it */
  watch(renewed: (material: TlsMaterial) => void): () => void;
}

/**
 * What the settings say about TLS: certificate files, a self-made certificate, or nothing.
 * @throws StartFailure "tls-unreadable" | "data-folder"
 */
export async function openTls(settings: ServerSettings, ports: ServerPorts): Promise<Tls | undefined> {
  const { tlsCertificateFile, tlsKeyFile, selfSigned, dataFolder, publicUrl, host } = settings;
  if (selfSigned) {
    const names = [host, ...(publicUrl ? [new URL(publicUrl).hostname.replace(/^\[|\]$/g, '')] : [])];
    try {
      const material = await selfSignedMaterial(dataFolder, names, ports.epochNow());
      return { material, watch: () => () => {} };
    } catch (cause) {
      throw new StartFailure('data-folder', { folder: dataFolder, why: causeOf(cause) }, { cause });
    }
  }
  if (tlsCertificateFile === undefined || tlsKeyFile === undefined) return undefined;
  const files: TlsFiles = { certificateFile: tlsCertificateFile, keyFile: tlsKeyFile };
  let material: TlsMaterial;
  try {
    material = readMaterial(files.certificateFile, files.keyFile);
  } catch (cause) {
    const values = { certificate: files.certificateFile, key: files.keyFile, why: causeOf(cause) };
    throw new StartFailure('tls-unreadable', values, { cause });
  }
  return { material, watch: (renewed) => watchMaterial(files, material, ports, renewed) };
}
