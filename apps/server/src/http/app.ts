import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import type { TlsMaterial } from '../tls/material.ts';
import { failureText } from './failure-text.ts';
import { securityHeaders } from './security-headers.ts';

/** A listening server, with or without TLS. */
export type WebServer = Server | TlsServer;

/** How much of one socket's input Node keeps while the socket is paused: a part of the relay's bound (SG15). */
const SOCKET_BUFFER_BYTES = 16 * 1024;

const serverOptions = {
  highWaterMark: SOCKET_BUFFER_BYTES,
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  keepAliveTimeout: 30_000,
  connectionsCheckingInterval: 5000,
  maxHeaderSize: 16 * 1024,
  noDelay: true,
  // Whoever offers another protocol, such as h2c, takes an answer in this one.
  shouldUpgradeCallback: ({ headers }: IncomingMessage) => /^websocket$/i.test(headers.upgrade ?? ''),
};

export interface App {
  readonly fastify: FastifyInstance;
  /** Makes one more server with the same pages, for a second address. */
  createServer(): WebServer;
}

/**
 * Makes the web application, without routes.
 * @param created hears of each server as it is made
 */
export function createApp(
  log: Logger,
  tls: TlsMaterial | undefined,
  created: (server: WebServer) => void,
): App {
  let handler: RequestListener;
  const make = () => {
    const server = tls
      ? createTlsServer(
          { ...serverOptions, cert: tls.certificate, key: tls.key, minVersion: 'TLSv1.2' },
          handler,
        )
      : createServer(serverOptions, handler);
    created(server);
    return server;
  };
  const fastify = Fastify({
    bodyLimit: 16 * 1024,
    forceCloseConnections: true,
    // An address that is no valid one reaches no hook.
    frameworkErrors(error, request, reply) {
      const code = error.statusCode ?? 400;
      (reply as unknown as FastifyReply)
        .code(code)
        .headers(securityHeaders)
        .type('text/plain; charset=utf-8')
        .send(failureText(code, request.headers['accept-language']));
    },
    serverFactory(routes) {
      handler = routes as RequestListener;
      return make();
    },
  });
  fastify.setErrorHandler(async (error: Error & { statusCode?: number }, request, reply) => {
    const code = error.statusCode ?? 500;
    if (code >= 500) log.error({ err: error }, 'request failed');
    return reply
      .code(code)
      .type('text/plain; charset=utf-8')
      .send(failureText(code, request.headers['accept-language']));
  });
  return { fastify, createServer: make };
}
