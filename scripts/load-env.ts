import { existsSync } from 'node:fs';

// Settings of the machine's administrator; what the shell has set already goes before.
if (existsSync('.env')) process.loadEnvFile('.env');
