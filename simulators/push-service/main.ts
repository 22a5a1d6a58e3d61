import { keepRunning, readOptions } from '../provider/run';
import { startPushSimulator } from './start-push-simulator';

const options = readOptions('5104');
const simulator = await startPushSimulator(options);
const subscription = JSON.stringify(simulator.subscribe());
keepRunning(simulator, options, [
  'SIMULATOR of a web push service and a browser.',
  `PUSH_HOSTS=${new URL(simulator.url).host}`,
  `A browser's subscription, for POST /api/profile/push: ${subscription}`,
]);
