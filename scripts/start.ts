import './load-env';
import { buildWeb, generateClient } from './prepare';

// Everything else imports the generated client, so it is loaded after it was made.
generateClient();
buildWeb();
const { runMottak } = await import('@/lib/supervisor/run-mottak');
await runMottak({ empty: process.argv.includes('--empty') });
