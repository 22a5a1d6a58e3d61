import { parseArgs } from 'node:util';
import { EnvError } from '@/lib/env';
import { type BareContext, type CommandContext, EXIT, type Options } from './command-context';
import { deadlinesCommand, municipalityDeadlinesCommand } from './deadlines';

type Command = (context: CommandContext, words: string[]) => Promise<number>;

/** Loaded when called: what only computes shall not wait for the database's libraries. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  'import-mail': async () => (await import('./import-mail')).importMailCommand,
  queue: async () => (await import('./queue')).queueCommand,
  report: async () => (await import('./report')).reportCommand,
  roster: async () => (await import('./roster')).rosterCommand,
  escalate: async () => (await import('./escalate')).escalateCommand,
  status: async () => (await import('./status')).statusCommand,
  audit: async () => (await import('./audit')).auditCommand,
  deadlines: async () => municipalityDeadlinesCommand,
  classify: async () => (await import('./classify')).classifyCommand,
  'law-settings': async () => (await import('./law-settings')).lawSettingsCommand,
  'add-municipality': async () => (await import('./add-municipality')).addMunicipalityCommand,
  'mail-addresses': async () => (await import('./mail-addresses')).mailAddressesCommand,
  'add-mailbox': async () => (await import('./add-mailbox')).addMailboxCommand,
  'add-staff': async () => (await import('./add-staff')).addStaffCommand,
  'add-api-key': async () => (await import('./api-key')).addApiKeyCommand,
  'api-keys': async () => (await import('./api-key')).apiKeysCommand,
  'revoke-api-key': async () => (await import('./api-key')).revokeApiKeyCommand,
  'add-webhook': async () => (await import('./webhook')).addWebhookCommand,
  webhooks: async () => (await import('./webhook')).webhooksCommand,
  'remove-webhook': async () => (await import('./webhook')).removeWebhookCommand,
};

/** Commands that only compute as long as no municipality is named: they answer at once, also where no database can start. */
const WITHOUT_DATABASE: Record<string, (context: BareContext) => number | Promise<number>> = {
  deadlines: deadlinesCommand,
  classify: async (context) => (await import('./classify')).classifyCommand(context),
};

const OPTIONS = {
  json: { type: 'boolean' },
  municipality: { type: 'string' },
  name: { type: 'string' },
  country: { type: 'string' },
  phone: { type: 'string' },
  role: { type: 'string' },
  'duty-officer': { type: 'boolean' },
  'mail-address': { type: 'string', multiple: true },
  'resource-id': { type: 'string', multiple: true },
  received: { type: 'string' },
  'weekday-reading': { type: 'string' },
  target: { type: 'string', multiple: true },
  at: { type: 'string' },
  weeks: { type: 'string' },
  simulate: { type: 'boolean' },
  'look-ahead': { type: 'boolean' },
  urgency: { type: 'string' },
  hours: { type: 'string' },
  folder: { type: 'string', multiple: true },
  host: { type: 'string' },
  port: { type: 'string' },
  security: { type: 'string' },
  user: { type: 'string' },
  'done-folder': { type: 'string' },
  'token-url': { type: 'string' },
  'client-id': { type: 'string' },
  scope: { type: 'string', multiple: true },
  address: { type: 'string', multiple: true },
  expires: { type: 'string' },
  add: { type: 'string', multiple: true },
  close: { type: 'string', multiple: true },
  'old-domain': { type: 'string', multiple: true },
} as const;

const USAGE = `mottak import-mail PATH… [--municipality SLUG]   put .eml files, folders and mbox files through the door
mottak queue [--json] [--municipality SLUG]        open reports in the order that they need attention
mottak report REF [--json]                         all of one report
mottak roster --municipality SLUG [--at INSTANT] [--weeks N]   who is on duty, shift by shift, with the gaps
mottak escalate --simulate --municipality SLUG --urgency URGENCY [--at INSTANT] [--hours N]   who would be told when
mottak escalate --look-ahead --municipality SLUG   what the next 14 days lack: gaps, steps that reach nobody of their own
mottak status                                      channels, worker, open and overdue counts
mottak audit [--municipality SLUG]                 holds the log against steps, notices, limits and ladders, now
mottak deadlines --country dk|no|se --received INSTANT [--municipality SLUG] [--weekday-reading mon-fri|mon-sat]
                                                   the limits of a report received then, a JSON line for each rule
mottak classify                                    reads {"id","subject","body"} a line, writes the urgency with the words that make it
mottak law-settings --municipality SLUG [--weekday-reading mon-fri|mon-sat] [--target RULE=none|same-day|4h|2d|1w|3m]…
                                                   what a municipality decides about its clocks; holds for new reports
mottak add-municipality SLUG --name NAME --country dk|no|se --phone NUMBER [--mail-address A]… [--resource-id ID]…
mottak mail-addresses --municipality SLUG [--add ADDRESS]… [--close ADDRESS]… [--old-domain DOMAIN]…
                                                   the addresses that a municipality gives out, and gave out once
mottak add-mailbox NAME --municipality SLUG --host HOST --user USER [--port N] [--security tls|starttls|none]
       [--folder F]… [--done-folder F] [--token-url URL --client-id ID [--scope S]]   a mailbox to read; its secret by standard input
mottak add-staff EMAIL --municipality SLUG --name NAME --role ROLE [--duty-officer]
mottak add-api-key VENDOR --municipality SLUG --scope SCOPE… [--address A]… [--expires INSTANT]   prints the key, once
mottak api-keys [--municipality SLUG]              the keys, without the keys themselves
mottak revoke-api-key ID                           ends a key at once
mottak add-webhook VENDOR URL --municipality SLUG  tells a vendor there what became of its deliveries; prints the secret, once
mottak webhooks [--municipality SLUG]              what was delivered, waits, and was given up
mottak remove-webhook ID`;

/** Runs one command line of `mottak` and gives its exit code. Results go to standard output, messages to standard error. */
export async function runCommand(argv: string[]): Promise<number> {
  // Whoever reads our lines may have had enough (`| head`): the command still ends in order and lets the database go.
  process.stdout.on('error', () => undefined);
  const parsed = parse(argv);
  const [name = '', ...words] = parsed?.words ?? [];
  const load = COMMANDS[name];
  if (!parsed || !load) {
    complain(USAGE);
    return argv.length === 0 || argv.includes('--help') ? EXIT.done : EXIT.usage;
  }
  const bare: BareContext = { options: parsed.options, print, complain };
  const alone = parsed.options.municipality ? undefined : WITHOUT_DATABASE[name];
  if (alone) return alone(bare);
  const [command, { withContext }] = await Promise.all([load(), import('./with-context')]);
  try {
    return await withContext(bare, (context) => command(context, words));
  } catch (error) {
    if (error instanceof EnvError) {
      complain(error.message);
      return EXIT.environment;
    }
    complain(`The database does not answer: ${(error as { code?: string }).code ?? (error as Error).name}`);
    return EXIT.unavailable;
  }
}

function print(line: unknown): void {
  process.stdout.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
}

function complain(message: string): void {
  process.stderr.write(`${message}\n`);
}

function parse(argv: string[]): { words: string[]; options: Options } | null {
  try {
    const { values, positionals } = parseArgs({ args: argv, allowPositionals: true, options: OPTIONS });
    return { words: positionals, options: values };
  } catch {
    return null;
  }
}
