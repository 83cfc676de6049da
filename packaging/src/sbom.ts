import { createHash } from 'node:crypto';
import type { Edition } from './edition.ts';
import type { Component } from './licences.ts';
import type { System } from './parts.ts';

/** @returns the package's bill of materials: CycloneDX 1.6, JSON; the same components give the same bytes */
export function billOfMaterials(edition: Edition, system: System, components: readonly Component[]): string {
  const listed = components.map(({ name, version, licence }) => ({
    type: name === 'node' ? 'platform' : 'library',
    'bom-ref': reference(name, version),
    name,
    version,
    licenses: [licenceOf(licence)],
    purl: reference(name, version),
  }));
  const own = `pkg:generic/fjernhjelp@${edition.version}`;
  const document = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify([edition.shown, system, listed]))}`,
    version: 1,
    metadata: {
      timestamp: edition.time.toISOString(),
      component: {
        type: 'application',
        'bom-ref': own,
        name: 'fjernhjelp',
        version: edition.shown,
        licenses: [licenceOf('MIT')],
        properties: [{ name: 'fjernhjelp:system', value: system }],
      },
    },
    components: listed,
    dependencies: [{ ref: own, dependsOn: listed.map((component) => component['bom-ref']) }],
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** An identifier that follows from a text (RFC 9562, version 8). */
export function uuidOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function reference(name: string, version: string): string {
  return name === 'node' ? `pkg:generic/node@${version}` : `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

/** A single SPDX identifier, or an expression of several. */
function licenceOf(licence: string): object {
  return /^[\w.+-]+$/.test(licence)
    ? { license: { id: licence } }
    : { expression: licence.replace(/^\((.*)\)$/, '$1') };
}
