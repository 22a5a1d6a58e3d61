import { systemClock } from '@/lib/clock';
import { openDatabase } from '@/lib/db/client';
import { changeNotifier } from '@/lib/db/notify-change';
import { env } from '@/lib/env';
import type { Door } from '@/lib/intake/receive-report';
import { openJobs } from '@/lib/jobs/definitions';
import { openGround, prepareDatabase } from '@/lib/supervisor/ground';
import type { BareContext, CommandContext } from './command-context';

/** Runs a command with the database (started here when it is the embedded one and stands still) and lets all of it go afterwards. */
export async function withContext(bare: BareContext, run: (context: CommandContext) => Promise<number>): Promise<number> {
  const settings = env();
  const ground = await openGround(settings);
  try {
    await prepareDatabase(settings, ground.url, { samples: false });
    const opened = openDatabase(ground.url, 4);
    const jobs = openJobs(ground.url, 'sender');
    await jobs.start();
    const door: Door = { pool: opened.pool, jobs, notifyChange: changeNotifier(opened.pool) };
    try {
      return await run({ ...bare, ...opened, clock: systemClock, door, jobs });
    } finally {
      await jobs.stop({ graceful: false });
      await opened.close();
    }
  } finally {
    await ground.postgres?.release();
  }
}
