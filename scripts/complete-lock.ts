import { readFileSync, writeFileSync } from 'node:fs';

type Entry = {
  version?: string;
  optional?: boolean;
  dev?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};
type Lock = { packages: Record<string, Entry> };

/**
 * Completes package-lock.json after a package was added where the npm registry is a partial mirror: packages that exist only for
 * other platforms are missing there, npm leaves them out of the lock, and `npm ci` then refuses the lock everywhere.
 * Each gets an entry with its exact version and platform; npm skips it where the platform differs.
 */
const file = 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8')) as Lock;
let added = 0;
for (const [parent, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(parent, name) || !/^\d+\.\d+\.\d+/.test(version)) continue;
    lock.packages[`node_modules/${name}`] = { version, ...(entry.dev ? { dev: true } : {}), optional: true, ...platform(name) };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added} packages of other platforms added\n`);

function isLocked(parent: string, name: string): boolean {
  return [`${parent}/node_modules/${name}`, `node_modules/${name}`].some((place) => place in lock.packages);
}

/** The platform that a package's name tells, e.g. "@biomejs/cli-linux-x64-musl". */
function platform(name: string): Pick<Entry, 'os' | 'cpu' | 'libc'> {
  const os = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32', 'windows', 'wasi'].find((word) => name.includes(word));
  const cpu = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'wasm32'].find((word) => name.includes(word));
  const libc = name.includes('musl') ? 'musl' : name.includes('gnu') ? 'glibc' : undefined;
  return {
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(libc && os === 'linux' ? { libc: [libc] } : {}),
    ...(os && os !== 'wasi' ? { os: [os === 'windows' ? 'win32' : os] } : {}),
  };
}
