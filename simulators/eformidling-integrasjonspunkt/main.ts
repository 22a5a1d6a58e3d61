import { parseArgs } from 'node:util';
import { startEformidlingSimulator } from './start-eformidling-simulator';

const { values } = parseArgs({ options: { port: { type: 'string', default: '9093' }, publish: { type: 'string' } } });
const simulator = await startEformidlingSimulator({ port: Number(values.port) });
if (values.publish === 'samples') {
  const melding = 'Vi er bekymret for en elev i 3. klasse. Eleven kommer ofte uten mat og sier at det ikke er noen hjemme om kvelden.';
  simulator.publish({ title: 'Bekymringsmelding', files: { 'melding.txt': melding } });
  simulator.publish({ title: 'Bekymringsmelding', confidential: true, senderName: 'Fjordvik legekontor', files: { 'notat.txt': melding } });
}
process.stderr.write(`SIMULATOR of an eFormidling integrasjonspunkt.\nEFORMIDLING_URL=${simulator.url}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
