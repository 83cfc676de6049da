import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressed } from './compressed.ts';
import { consoleShell } from './console-shell.ts';
import { pageSizes } from './page-sizes.ts';

/** Where `npm start` listens; only for `npm run dev`, which serves the pages and passes the sockets on. */
const SERVER = 'http://localhost:8080';

export default defineConfig({
  root: import.meta.dirname,
  appType: 'mpa',
  plugins: [
    react(),
    consoleShell(),
    compressed(),
    pageSizes(),
    {
      name: 'console-address',
      configureServer(server) {
        // The product's server gives the console this address.
        server.middlewares.use((request, _response, next) => {
          if (request.url === '/hjelper') request.url = '/console.html';
          if (request.url === '/tilgjengelighet') request.url = '/accessibility.html';
          if (request.url === '/guide') request.url = '/guide.html';
          if (request.url === '/del') request.url = '/share.html';
          next();
        });
      },
    },
  ],
  resolve: {
    alias: [
      {
        find: /^@digdir\/designsystemet-web$/,
        replacement: resolve(import.meta.dirname, 'src/layout/elements.ts'),
      },
    ],
  },
  worker: {
    format: 'es',
    // An isolated page refuses a worker's file that a browser kept from before the files said Cross-Origin-Embedder-Policy.
    rolldownOptions: { output: { entryFileNames: 'assets/[name]-isolated-[hash].js' } },
  },
  build: {
    target: 'es2022',
    // The pages' Content-Security-Policy allows neither inline scripts nor blobs as workers: everything is a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Its package.json does not say that an unused component may be left out; all of them are 100 kB.
      treeshake: { moduleSideEffects: [{ test: /designsystemet-react/, sideEffects: false }] },
      output: {
        entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
      input: {
        accessibility: resolve(import.meta.dirname, 'accessibility.html'),
        portal: resolve(import.meta.dirname, 'index.html'),
        console: resolve(import.meta.dirname, 'console.html'),
        guide: resolve(import.meta.dirname, 'guide.html'),
        'not-found': resolve(import.meta.dirname, 'not-found.html'),
        offline: resolve(import.meta.dirname, 'offline.html'),
        'service-worker': resolve(import.meta.dirname, 'src/pwa/service-worker.ts'),
        share: resolve(import.meta.dirname, 'share.html'),
        window: resolve(import.meta.dirname, 'window.html'),
      },
    },
  },
  server: { proxy: { '/api': { target: SERVER, ws: true } } },
});
