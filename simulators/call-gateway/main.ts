import { keepRunning, readOptions } from '../provider/run';
import { startCallSimulator } from './start-call-simulator';

const options = readOptions('5103');
const simulator = await startCallSimulator(options);
keepRunning(simulator, options, ['SIMULATOR of a telephone-call gateway.', `CALL_URL=${simulator.url}`, `CALL_TOKEN=${simulator.token}`]);
