import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { browserLanguage, type Sentence } from '../language.ts';
import type { Operator } from '../operator/operator.ts';
import { StartFailure } from '../start-failure.ts';

const notFound: Sentence = {
  nb: 'Denne siden finnes ikke. Kontroller adressen, eller gå til forsiden.',
  nn: 'Denne sida finst ikkje. Kontroller adressa, eller gå til framsida.',
  en: 'This page does not exist. Check the address, or go to the front page.',
};
const frontPage: Sentence = { nb: 'Til forsiden', nn: 'Til framsida', en: 'To the front page' };

/** What a page's script fills, as Vite leaves it. */
const content = '<div id="page"></div>';
const barePage = `<!doctype html>\n<html lang="nb"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>404 – Fjernhjelp</title></head><body>${content}</body></html>\n`;

/** Where a user shares the screen without a program; offered when it is built. */
export const BROWSER_DOOR = { path: '/del', file: 'share.html' } as const;

/** Where each page lies; with and without a slash at the end. */
const pages: Readonly<Record<string, string>> = {
  '/': 'index.html',
  '/guide': 'guide.html',
  '/hjelper': 'console.html',
  '/tilgjengelighet': 'accessibility.html',
  [BROWSER_DOOR.path]: BROWSER_DOOR.file,
};

/**
 * Serves the built pages, each with the operator's looks in its head, and what they load.
 * @throws StartFailure "web-folder" when they are not built
 */
export async function addPages(app: FastifyInstance, folder: string, operator: Operator): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) throw new StartFailure('web-folder', { folder });
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    dotfiles: 'ignore',
    cacheControl: false,
    // Beside each script and stylesheet lies what the build made of it (apps/web/compressed.ts).
    preCompressed: true,
    setHeaders(response, path) {
      // Vite puts a hash of the content in the name of everything under assets.
      const immutable = path.startsWith(join(folder, 'assets/'));
      response.header('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  for (const [path, file] of Object.entries(pages)) {
    if (!existsSync(join(folder, file))) continue;
    const page = builtPage(join(folder, file), operator);
    for (const address of new Set([path, path.replace(/\/?$/, '/')])) {
      app.get(address, async (_request, reply) =>
        reply
          .header('cache-control', 'no-cache')
          .type('text/html; charset=utf-8')
          .send(await page()),
      );
    }
  }
}

/**
 * Answers what there is no page for: with the built page for that, where it is built, and in any case with a sentence in the
 * browser's language that needs no script.
 */
export function addNotFound(app: FastifyInstance, folder: string | undefined, operator: Operator): void {
  const bare = async () => withLooks(barePage, operator);
  const built = folder === undefined ? bare : builtPage(join(folder, 'not-found.html'), operator);
  app.setNotFoundHandler(async (request, reply) => {
    const language = browserLanguage(request.headers['accept-language']);
    const said = `<main><h1>Fjernhjelp</h1><p>${notFound[language]}</p><p><a href="/">${frontPage[language]}</a></p></main>`;
    return reply
      .code(404)
      .headers({ 'cache-control': 'no-store', 'content-language': language, vary: 'accept-language' })
      .type('text/html; charset=utf-8')
      .send(
        (await built().catch(bare))
          .replace('lang="nb"', `lang="${language}"`)
          .replace(content, () => `<div id="page">${said}</div>`),
      );
  });
}

/** @returns what reads the page, with the operator's looks: once, and again when it was built anew under a running server */
function builtPage(file: string, operator: Operator): () => Promise<string> {
  let page = '';
  let readMtimeMs: number | undefined;
  return async () => {
    const { mtimeMs } = await stat(file);
    if (mtimeMs !== readMtimeMs) {
      page = withLooks(await readFile(file, 'utf8'), operator);
      readMtimeMs = mtimeMs;
    }
    return page;
  };
}

const withLooks = (page: string, { head }: Operator): string =>
  page.replace('</head>', () => `${head}</head>`);
