import { keepRunning, readOptions } from '../provider/run';
import { startSmsSimulator } from './start-sms-simulator';

const options = readOptions('5102');
const simulator = await startSmsSimulator(options);
keepRunning(simulator, options, ['SIMULATOR of a text-message gateway.', `SMS_URL=${simulator.url}`, `SMS_TOKEN=${simulator.token}`]);
