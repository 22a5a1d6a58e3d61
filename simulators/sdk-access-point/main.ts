import { parseArgs } from 'node:util';
import { MISBEHAVIOURS, type Misbehaviour, overHttp, sendMessage } from './send-message';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:3000/api/v1/sdk/messages' },
    key: { type: 'string', default: '' },
    text: { type: 'string', default: 'Vi är oroliga för en elev som ofta kommer hungrig. Provmeddelande.' },
    to: { type: 'string', default: 'sdk.orosanmalan' },
    misbehave: { type: 'string' },
  },
});
const misbehaviour = MISBEHAVIOURS.find((one) => one === values.misbehave) satisfies Misbehaviour | undefined;
process.stderr.write('SIMULATOR of an SDK access point with its message service.\n');
try {
  const { answers } = await sendMessage(overHttp(values.url, values.key), { text: values.text, to: values.to }, misbehaviour);
  for (const { status, body } of answers) process.stdout.write(`${status}\n${body}\n`);
} catch {
  process.stderr.write(`Nothing answers at ${values.url}: start Mottak, or name it with --url.\n`);
  process.exitCode = 1;
}
