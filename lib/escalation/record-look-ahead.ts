import type { Tx } from '@/lib/db/client';
import type { Finding } from '@/lib/domain/escalation/look-ahead';
import { clearAlarm } from '@/lib/health/clear-alarm';
import { raiseAlarm } from '@/lib/health/raise-alarm';

const CODE = 'duty-look-ahead';

/** Raises the alarm that the coming days lack somebody to tell, or clears it when they no longer do. A warning is no alarm. */
export async function recordLookAhead(tx: Tx, municipalityId: string, findings: readonly Finding[], now: Date): Promise<void> {
  const problems = findings.filter(({ severity }) => severity === 'problem');
  if (problems.length === 0) {
    await clearAlarm(tx, municipalityId, CODE, '', now);
    return;
  }
  const detail = { problems: problems.length, codes: [...new Set(problems.map(({ code }) => code))] };
  await raiseAlarm(tx, { municipalityId, code: CODE, key: '', detail }, now);
}
