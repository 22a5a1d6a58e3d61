import { parseArgs } from 'node:util';
import { samples } from './samples';
import { startAltinnSimulator } from './start-altinn-simulator';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '5101' },
    resource: { type: 'string', default: 'mottak-barnevern-bekymringsmelding' },
    token: { type: 'string', default: 'simulator-token' },
    publish: { type: 'string' },
  },
});
const simulator = await startAltinnSimulator({ port: Number(values.port), resourceId: values.resource, token: values.token });
if (values.publish === 'samples') for (const sample of samples()) simulator.publish(sample);
process.stderr.write(
  `SIMULATOR of the Altinn 3 Correspondence API.\nALTINN_URL=${simulator.url}\nALTINN_TOKEN=${simulator.token}\nALTINN_RESOURCE_IDS=${values.resource}\n`,
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
