import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startMaskinportenSimulator } from './start-maskinporten-simulator';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '5104' },
    'public-key': { type: 'string' },
    client: { type: 'string', default: 'test-client' },
    key: { type: 'string', default: 'test-key' },
    org: { type: 'string', default: '000000001' },
  },
});
if (!values['public-key']) {
  process.stderr.write('Name the public key of the client: --public-key FILE (openssl pkey -in key.pem -pubout).\n');
  process.exit(64);
}
const simulator = await startMaskinportenSimulator({
  port: Number(values.port),
  publicKey: readFileSync(values['public-key'], 'utf8'),
  clientId: values.client,
  keyId: values.key,
  systemUserOrgs: [values.org],
});
process.stderr.write(
  `SIMULATOR of Maskinporten.\nMASKINPORTEN_ISSUER=${simulator.issuer}\nMASKINPORTEN_CLIENT_ID=${values.client}\nMASKINPORTEN_KEY_ID=${values.key}\n`,
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
