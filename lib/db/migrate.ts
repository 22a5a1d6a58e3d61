import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';

type MigrationsList = {
  baseDir: string;
  lockfile: { path: string; content: string | null };
  migrationDirectories: { path: string; migrationFile: { path: string; content: { tag: 'ok'; value: string } } }[];
  shadowDbInitScript: string;
};
type Engine = {
  applyMigrations(input: object): Promise<{ appliedMigrationNames: string[] }>;
  diff(input: object): Promise<{ stdout: string | null }>;
  free(): void;
};
type OpenEngine = Engine & { close(): Promise<void> };

const root = path.resolve(import.meta.dirname, '../..');

/**
 * Applies what `prisma/migrations` holds and the database lacks, with Prisma's engine compiled to WebAssembly.
 * The command `prisma migrate deploy` does the same but downloads a native engine, which a closed network forbids.
 * @returns the names of the migrations applied now
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const engine = await openEngine(databaseUrl);
  try {
    const result = await engine.applyMigrations({
      migrationsList: await migrationsList(),
      filters: { externalTables: [], externalEnums: [] },
    });
    return result.appliedMigrationNames;
  } finally {
    await engine.close();
  }
}

/** The SQL that makes an empty database as `prisma/schema.prisma` says. A new migration is the difference from what the others leave. */
export async function schemaSql(databaseUrl: string): Promise<string> {
  const schema = path.join(root, 'prisma/schema.prisma');
  const engine = await openEngine(databaseUrl);
  try {
    const result = await engine.diff({
      from: { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: [{ path: schema, content: await readFile(schema, 'utf8') }] },
      script: true,
      shadowDatabaseUrl: null,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return result.stdout ?? '';
  } finally {
    await engine.close();
  }
}

type Glue = {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
  SchemaEngine: { new: (options: object, log: () => void, adapter: object) => Promise<Engine> };
};

let loaded: Promise<Glue> | undefined;

/** The glue code keeps views of one memory, so the module is instantiated once in a process. */
function loadGlue(): Promise<Glue> {
  loaded ??= (async () => {
    const folder = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
    const glue = (await import(pathToFileURL(path.join(folder, 'schema_engine_bg.js')).href)) as Glue;
    const bytes = await readFile(path.join(folder, 'schema_engine_bg.wasm'));
    const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue as unknown as WebAssembly.ModuleImports });
    glue.__wbg_set_wasm(instance.exports);
    (instance.exports as { __wbindgen_start?: () => void }).__wbindgen_start?.();
    return glue;
  })();
  return loaded;
}

async function openEngine(databaseUrl: string): Promise<OpenEngine> {
  const glue = await loadGlue();
  const { factory, dispose } = wholeScripts(new PrismaPg({ connectionString: databaseUrl }));
  const schema = path.join(root, 'prisma/schema.prisma');
  const datamodels = [[schema, await readFile(schema, 'utf8')]];
  const engine = await glue.SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(factory));
  return Object.assign(engine, {
    close: async () => {
      engine.free();
      await dispose();
    },
  });
}

/** The adapter cuts a script at every semicolon, also inside a function's body; PostgreSQL itself knows where a statement ends. */
function wholeScripts(factory: PrismaPg): { factory: PrismaPg; dispose: () => Promise<void> } {
  const open: { dispose(): Promise<void> }[] = [];
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    adapter.executeScript = async (script) => {
      await adapter.underlyingDriver().query(script);
    };
    open.push(adapter);
    return adapter;
  };
  return { factory, dispose: async () => void (await Promise.all(open.map((adapter) => adapter.dispose()))) };
}

async function migrationsList(): Promise<MigrationsList> {
  const baseDir = path.join(root, 'prisma/migrations');
  const folders = (await readdir(baseDir, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: await readFile(path.join(baseDir, 'migration_lock.toml'), 'utf8') },
    migrationDirectories: await Promise.all(
      folders.map(async (folder) => ({
        path: folder,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await readFile(path.join(baseDir, folder, 'migration.sql'), 'utf8') },
        },
      })),
    ),
    shadowDbInitScript: '',
  };
}
