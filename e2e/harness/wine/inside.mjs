// Runs under Wine as `node.exe inside.mjs <port> <program> <arguments>`: starts the program and joins its stdin, stdout and stderr to two
// sockets of `outside.ts`, because a Linux pipe is no stdio for a program under Wine.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';

const [port, program, ...args] = process.argv.slice(2);
const dial = () => connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true });
const [main, errors] = [dial(), dial()];
await Promise.all([once(main, 'connect'), once(errors, 'connect')]);
main.write('main\n');
errors.write('errors\n');
const child = spawn(program, args, { stdio: 'pipe' });
main.pipe(child.stdin);
// What is written to a program that is gone is lost, and its end is told below.
child.stdin.on('error', () => {});
child.stdout.pipe(main);
child.stderr.pipe(errors);
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
main.on('error', () => child.kill());
errors.on('error', () => child.kill());
