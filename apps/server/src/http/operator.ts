import type { FastifyInstance } from 'fastify';
import type { Operator } from '../operator/operator.ts';

/** Their addresses change with their content. */
const IMMUTABLE = 'public, max-age=31536000, immutable';

/** An SVG that is opened by itself is a document: it may load and run nothing. */
const picturePolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** `/operator/logo` and `/operator/colors.css`: what the operator's settings make of the pages. */
export function addOperator(app: FastifyInstance, { logo, stylesheet }: Operator): void {
  app.get('/operator/colors.css', async (_request, reply) =>
    reply.header('cache-control', IMMUTABLE).type('text/css; charset=utf-8').send(stylesheet),
  );
  app.get('/operator/logo', async (_request, reply) => {
    if (logo === undefined) return reply.callNotFound();
    return reply
      .headers({ 'cache-control': IMMUTABLE, 'content-security-policy': picturePolicy })
      .type(logo.contentType)
      .send(logo.bytes);
  });
}
