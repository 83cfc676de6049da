import { terminalLanguage } from './language.ts';
import { startServer } from './server.ts';
import { readSettings } from './settings/read.ts';
import { StartFailure } from './start-failure.ts';

try {
  const settings = readSettings(process.argv.slice(2), process.env, process.cwd());
  const server = await startServer(settings);
  const lines = [
    `Fjernhjelp er klar. / Fjernhjelp is ready.`,
    `  For den som trenger hjelp / for the one who needs help:  ${server.url}/`,
    `  For hjelperen / for the helper:                          ${server.url}/hjelper`,
  ];
  if (server.selfSignedFingerprint) {
    lines.push(
      `  Sertifikatets avtrykk / certificate fingerprint (SHA-256): ${server.selfSignedFingerprint}`,
    );
  }
  console.log(lines.join('\n'));
  const stop = () => {
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
} catch (error) {
  if (!(error instanceof StartFailure)) throw error;
  console.error(`fjernhjelp-server: ${error.sentence(terminalLanguage(process.env))}`);
  process.exitCode = 1;
}
