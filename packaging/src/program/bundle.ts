import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';
import { workerFiles } from '../../../apps/client/src/workers.ts';
import { root } from '../run.ts';

/** The program and its workers, each one file of JavaScript, and which packages they are made of. */
export interface Bundle {
  readonly main: string;
  /** Source by name, as `apps/client/src/workers.ts` has them. */
  readonly workers: Readonly<Record<string, string>>;
  /** Folders of the npm packages in them, absolute, sorted; ours are not among them. */
  readonly packageFolders: readonly string[];
}

const client = join(root, 'apps/client/src');
/** What `ws` and the proxy agent would load if it were there: never from the current folder. */
const LEFT_OUT = /^(bufferutil|utf-8-validate|kerberos)$/;
const KOFFI = /[\\/]koffi[\\/]src[\\/]koffi[\\/]index\.js$/;
const KOFFI_LOADS = 'var native = loadStatic(pkg) ?? loadDynamic(import.meta.dirname, pkg, triplets);';
/** The whole file finds and loads node-datachannel's native part. */
const DATA_CHANNEL = /[\\/]node-datachannel[\\/]dist[\\/]esm[\\/]lib[\\/]node-datachannel\.mjs$/;
const DATA_CHANNEL_EXPORT = 'export { nodeDataChannel as default };';

/** @param version what `--version` prints */
export async function bundleClient(version: string): Promise<Bundle> {
  const [main, ...workers] = await Promise.all([
    bundle('main.ts', version),
    ...Object.entries(workerFiles).map(async ([name, file]) => ({ name, ...(await bundle(file, version)) })),
  ]);
  return {
    main: main.code,
    workers: Object.fromEntries(workers.map(({ name, code }) => [name, code])),
    packageFolders: [...new Set([main, ...workers].flatMap((part) => part.packageFolders))].sort(),
  };
}

async function bundle(entry: string, version: string): Promise<{ code: string; packageFolders: string[] }> {
  const build = await rolldown({
    cwd: root,
    input: join(client, entry),
    platform: 'node',
    tsconfig: false,
    transform: { target: 'node22', define: { FJERNHJELP_VERSION: JSON.stringify(version) } },
    plugins: [koffiBesideTheProgram(), dataChannelBesideTheProgram(), withoutOptionalParts()],
  });
  const { output } = await build.generate({ format: 'cjs', codeSplitting: false });
  await build.close();
  const [chunk, ...more] = output;
  if (more.length > 0) throw new Error(`${entry} became ${output.length} files`);
  // What is not built in would be looked for where anybody may write.
  const outside = [...chunk.imports, ...chunk.dynamicImports].filter(
    (name) => !isBuiltin(name) && name !== chunk.fileName,
  );
  if (outside.length > 0) throw new Error(`${entry} still imports ${outside.join(', ')}`);
  const packageFolders = chunk.moduleIds
    .map((id) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0])
    .filter((folder) => folder !== undefined);
  return { code: chunk.code, packageFolders };
}

/**
 * koffi looks for its library in several places, some of them above the program's folder, where on many machines every
 * user may write. Packed, there is one place.
 */
function koffiBesideTheProgram(): Plugin {
  return {
    name: 'koffi-beside-the-program',
    transform(code, id) {
      if (!KOFFI.test(id)) return undefined;
      if (!code.includes(KOFFI_LOADS))
        throw new Error('koffi loads its library in another way than expected');
      return code
        .replace(KOFFI_LOADS, 'var native = createRequire(process.execPath)("./koffi.node");')
        .replace('import { loadStatic } from "./src/static.js";', '');
    },
  };
}

/** The same for direct paths' library, which is loaded when the first helper offers one. */
function dataChannelBesideTheProgram(): Plugin {
  return {
    name: 'data-channel-beside-the-program',
    transform(code, id) {
      if (!DATA_CHANNEL.test(id)) return undefined;
      if (!code.includes(DATA_CHANNEL_EXPORT))
        throw new Error('node-datachannel loads its library in another way than expected');
      return [
        "import { createRequire } from 'node:module';",
        "const nodeDataChannel = createRequire(process.execPath)('./node_datachannel.node');",
        DATA_CHANNEL_EXPORT,
      ].join('\n');
    },
  };
}

function withoutOptionalParts(): Plugin {
  return {
    name: 'without-optional-parts',
    resolveId: (name) => (LEFT_OUT.test(name) ? `\0${name}` : undefined),
    load: (id) =>
      id.startsWith('\0') && LEFT_OUT.test(id.slice(1)) ? 'throw new Error("left out");' : undefined,
  };
}
