import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startMaskinportenSimulator } from '../maskinporten/start-maskinporten-simulator';
import { makeKeyPair } from './certificate';
import { KINDS, type Kind, publish } from './publish';
import { startFiksSimulator } from './start-fiks-simulator';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '5105' },
    'amqp-port': { type: 'string', default: '5672' },
    publish: { type: 'string', default: '' },
  },
});
const kinds = values.publish === 'all' ? [...KINDS] : KINDS.filter((kind) => values.publish.split(',').includes(kind));
const folder = mkdtempSync(path.join(tmpdir(), 'mottak-fiks-simulator-'));
const file = (name: string, content: string) => {
  writeFileSync(path.join(folder, name), content, { mode: 0o600 });
  return path.join(folder, name);
};
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicKey = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const maskinporten = await startMaskinportenSimulator({ publicKey });
const isToken = (token: string) => maskinporten.isMaskinportenToken(token);
const simulator = await startFiksSimulator({ apiPort: Number(values.port), amqpPort: Number(values['amqp-port']), isToken });
const company = makeKeyPair('A municipality (SIMULATOR)');
process.stderr.write(`SIMULATOR of Fiks IO, with a real RabbitMQ and a simulator of Maskinporten. Keys: ${folder}
FIKS_ACCOUNT_IDS=${simulator.accountId}
FIKS_INTEGRATION_ID=${simulator.integrationId}
FIKS_INTEGRATION_PASSWORD="${simulator.integrationPassword}"
FIKS_AMQP_URL=${simulator.amqpUrl}
FIKS_API_URL=${simulator.apiUrl}
FIKS_CERTIFICATE_FILE=${file('company.crt', company.certificate)}
FIKS_CERTIFICATE_KEY_FILE=${file('company.pem', company.key)}
SMIME_KEY_FILE=${file('account.pem', simulator.account.key)}
MASKINPORTEN_ISSUER=${maskinporten.issuer}
MASKINPORTEN_CLIENT_ID=test-client
MASKINPORTEN_KEY_ID=test-key
MASKINPORTEN_KEY_FILE=${file('client.pem', keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())}
`);
for (const kind of kinds satisfies Kind[]) await publish(simulator, kind);
let shown = 0;
const showing = setInterval(() => {
  for (const { type, answersTo, file: sent } of simulator.replies.slice(shown))
    process.stdout.write(`${answersTo} ${type}${sent ? ` ${sent.content}` : ''}\n`);
  shown = simulator.replies.length;
}, 500);

async function stop(): Promise<void> {
  clearInterval(showing);
  await simulator.close();
  await maskinporten.close();
  rmSync(folder, { recursive: true });
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
