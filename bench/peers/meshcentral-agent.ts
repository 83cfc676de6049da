import { chmod, copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Program } from '../../e2e/harness/resources.ts';
import type { BenchStage } from '../systems.ts';
import { PACKAGE } from './meshcentral-server.ts';
import { peerPackage } from './packages.ts';

/**
 * The agent looks through the process list for an X server with its display and its authority file as arguments (its
 * `monitor-info` module). So it gets a process namespace of its own, and in it a shell whose command line looks like one:
 * a script whose name is the display's, run by a shell that is called X.
 */
const SCRIPT = `
ln -s /bin/sh X
printf 'while :; do sleep 1000; done' > "$1"
: > authority
./X "$1" -auth "$PWD/authority" &
export XAUTHORITY="$PWD/authority"
exec ./meshagent run
`;

/** Starts MeshCentral's own Linux agent on the stage's display. */
export async function startMeshAgent(
  { resources, display }: BenchStage,
  agentSettings: string,
): Promise<Program> {
  const folder = await resources.temporaryFolder('meshagent');
  const agent = join(folder, 'meshagent');
  await copyFile(join(peerPackage(PACKAGE), 'agents/meshagent_x86-64'), agent);
  await chmod(agent, 0o755);
  await writeFile(join(folder, 'meshagent.msh'), agentSettings);
  const isolation = ['--pid', '--fork', '--kill-child', '--mount-proc'];
  return resources.spawn('unshare', [...isolation, 'sh', '-c', SCRIPT, 'agent', display.name], {
    cwd: folder,
    env: display.env,
  });
}
