import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

/**
 * `/health/live`: the process answers. `/health/ready`: it takes new sessions, that is, it is not stopping and can write.
 * @param ready rejects when it cannot
 */
export function addHealth(
  app: FastifyInstance,
  log: Logger,
  stopping: () => boolean,
  ready: () => Promise<void>,
): void {
  app.get('/health/live', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  );
  app.get('/health/ready', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    if (stopping()) return reply.code(503).send({ status: 'stopping' });
    try {
      await ready();
    } catch (error) {
      log.error({ err: error }, 'store not writable');
      return reply.code(503).send({ status: 'store' });
    }
    return reply.send({ status: 'ok' });
  });
}
