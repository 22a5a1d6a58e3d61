/** `npm run simulate -- NAME [options]`: starts one of the simulators, which are no part of the product. */
const SIMULATORS: Record<string, string> = {
  altinn: 'altinn-correspondence',
  sms: 'sms-gateway',
  push: 'push-service',
  call: 'call-gateway',
  clamd: 'clamd',
  maskinporten: 'maskinporten',
  sdk: 'sdk-access-point',
  fiks: 'fiks-io',
  eformidling: 'eformidling-integrasjonspunkt',
};

export {};

const given = process.argv[2];
const name = given && !given.startsWith('-') ? given : 'altinn';
const folder = SIMULATORS[name];
if (!folder) {
  process.stderr.write(`No simulator is called ${name}. There are ${Object.keys(SIMULATORS).join(', ')}.\n`);
  process.exit(64);
}
process.argv.splice(2, name === given ? 1 : 0);
await import(`../simulators/${folder}/main.ts`);
