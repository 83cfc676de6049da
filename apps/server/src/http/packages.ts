import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { Packages } from '../packages/open-packages.ts';
import { parseRange } from './range.ts';

/** Pages ask again each time; a file that they have already is not sent again. */
const CACHE_CONTROL = 'no-cache';

/**
 * `/api/packages`: what there is to fetch, with size, SHA-256, version and signer. `/packages/<file>`: one of these files, whole or in
 * part (RFC 9110, section 14), so that a broken download goes on where it broke.
 */
export function addPackages(app: FastifyInstance, packages: Packages): void {
  app.get('/api/packages', async (_request, reply) => {
    const { version, packages: offered } = packages.manifest ?? { version: null, packages: [] };
    return reply.header('cache-control', CACHE_CONTROL).send({ version, packages: offered });
  });

  app.get<{ Params: { file: string } }>('/packages/:file', async (request, reply) => {
    const found = packages.find(request.params.file);
    if (found === undefined) return reply.callNotFound();
    const etag = `"${found.sha256}"`;
    reply.headers({
      'accept-ranges': 'bytes',
      'cache-control': CACHE_CONTROL,
      'content-disposition': `attachment; filename="${found.file}"`,
      etag,
    });
    if (hasTag(request.headers['if-none-match'], etag)) return reply.code(304).send();

    const condition = request.headers['if-range'];
    const asked = condition === undefined || condition === etag ? request.headers.range : undefined;
    const range = parseRange(asked, found.sizeBytes);
    if (range === 'unsatisfiable')
      return reply.code(416).header('content-range', `bytes */${found.sizeBytes}`).send();
    const { first, last } = range ?? { first: 0, last: found.sizeBytes - 1 };
    if (range !== undefined)
      reply.code(206).header('content-range', `bytes ${first}-${last}/${found.sizeBytes}`);
    reply.type('application/octet-stream').header('content-length', last - first + 1);
    return reply.send(request.method === 'HEAD' ? Readable.from([]) : found.read(first, last));
  });
}

function hasTag(header: string | undefined, etag: string): boolean {
  const tags = header?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return tags.includes(etag) || tags.includes('*');
}
