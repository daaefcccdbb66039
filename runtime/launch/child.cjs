'use strict';

const { spawn } = require('node:child_process');

/** Runs a program to its end without showing it; resolves `{ code, output }` with both streams joined in the order they came. */
const runQuietly = (program, args, options) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }));
  });

/**
 * Runs a program in the foreground with our terminal, hands signals on to it and resolves its exit code (128 + n after signal n).
 * An interrupt typed at a terminal reaches the program by itself, so there it is not sent twice.
 */
const runInFront = (program, args, options) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
      });
    }
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? 128 + (require('node:os').constants.signals[signal] ?? 1)));
  });

module.exports = { runQuietly, runInFront };
