// Writes what the codec needs as ordinary modules, so that it loads with no file path, no fetch and no eval in Node, in
// a single executable and in a page under a strict CSP: src/kernels.generated.ts (assembly/*.ts compiled; kernels.ts and
// lossy.ts are the entries) and
// src/zstd.generated.ts (the decoder that the npm package zstddec carries; docs/decisions/0003-zstd-in-the-page.md), and
// src/zstd-compressor.generated.ts (the compressor of @bokuweb/zstd-wasm; docs/decisions/0023-browser-door-picture.md).
// Does nothing when all are up to date.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
/** The kernels' sources by name, as asc asks for them. Its decorators are no TypeScript: a function that is to be inlined says so at the end of its comment. */
const sources = new Map(
  readdirSync(join(here, 'assembly'), { recursive: true })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => [name, readFileSync(join(here, 'assembly', name), 'utf8')])
    .map(([name, source]) => [name, source.replaceAll('@inline */', '*/ @inline')]),
);
const require = createRequire(import.meta.url);
const zstdModulePath = fileURLToPath(import.meta.resolve('zstddec'));
const zstdFolder = join(dirname(zstdModulePath), '..');
/** Of the wasm in zstddec 0.3.4: another version is looked at before it is let in. */
const ZSTD_SHA256 = '8b093c4c144273776d511f3baaa0fec32c111500c2798cb4569a71479020e72a';

/** As wasm, in @bokuweb/zstd-wasm 0.0.27: the same goes for it. */
const compressorPath = join(dirname(fileURLToPath(import.meta.resolve('@bokuweb/zstd-wasm'))), 'zstd.wasm');
const COMPRESSOR_SHA256 = '80260eee5795ee8072bb5821e203730c74dca3909938f5ac1128da67f96223df';

/** @param inputs everything that the output depends on */
function digest(...inputs) {
  const hash = createHash('sha256');
  for (const input of [readFileSync(fileURLToPath(import.meta.url)), ...inputs]) hash.update(input);
  return hash.digest('hex');
}

async function generate(name, inputs, make) {
  const path = join(here, 'src', name);
  const stamp = `// Made by packages/codec/build.mjs from ${digest(...inputs)}; not for editing.\n`;
  let present = '';
  try {
    present = readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  if (present.startsWith(stamp)) return;
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, stamp + (await make()));
  renameSync(temporary, path);
  console.log(`packages/codec/src/${name} made`);
}

async function compileKernels() {
  const { default: asc } = await import('assemblyscript/asc');
  let wasm;
  const { error, stderr } = await asc.main(
    [
      'kernels.ts',
      'lossy.ts',
      'text.ts',
      'photo.ts',
      '--outFile',
      'kernels.wasm',
      '--runtime',
      'stub',
      '--enable',
      'simd',
    ]
      .concat(['--optimizeLevel', '3', '--shrinkLevel', '0', '--converge', '--noAssert'])
      .concat(['--initialMemory', '1', '--maximumMemory', '65536']),
    {
      readFile: (name) => sources.get(name) ?? null,
      writeFile: (_name, contents) => {
        wasm = contents;
      },
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`asc: ${stderr.toString()}`, { cause: error });
  return `export const kernelsBase64 =\n  '${Buffer.from(wasm).toString('base64')}';\n`;
}

function extractZstd() {
  const base64 = /["'](AGFzbQ[A-Za-z0-9+/=]+)["']/.exec(readFileSync(zstdModulePath, 'utf8'))?.[1];
  if (base64 === undefined) throw new Error('zstddec no longer carries its wasm as base64');
  const sha256 = createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex');
  if (sha256 !== ZSTD_SHA256) throw new Error(`zstddec carries another wasm than expected: ${sha256}`);
  const licence = readFileSync(join(zstdFolder, 'LICENSE'), 'utf8').trim().replaceAll('*/', '* /');
  return `/*! @license zstddec, which holds Zstandard\n${licence}\n*/\nexport const zstdBase64 =\n  '${base64}';\n`;
}

function embedCompressor() {
  const wasm = readFileSync(compressorPath);
  const sha256 = createHash('sha256').update(wasm).digest('hex');
  if (sha256 !== COMPRESSOR_SHA256)
    throw new Error(`@bokuweb/zstd-wasm carries another wasm than expected: ${sha256}`);
  const licence =
    '@bokuweb/zstd-wasm, MIT licence, Copyright (c) bokuweb. It holds Zstandard, BSD licence,\n' +
    'Copyright (c) Meta Platforms, Inc. and affiliates.';
  return `/*! @license ${licence}\n*/\nexport const zstdCompressorBase64 =\n  '${wasm.toString('base64')}';\n`;
}

const ascVersion = readFileSync(require.resolve('assemblyscript/package.json'));
await generate('kernels.generated.ts', [...sources.values(), ascVersion], compileKernels);
await generate('zstd.generated.ts', [readFileSync(zstdModulePath)], extractZstd);
await generate('zstd-compressor.generated.ts', [readFileSync(compressorPath)], embedCompressor);
