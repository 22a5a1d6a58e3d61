'use client';

import { useTranslations } from 'next-intl';
import type { Policy } from '@/lib/domain/escalation/policy';
import { changedLadders, ladderPath } from '@/lib/domain/escalation/policy-ladders';
import { usePolicyWords } from './use-policy-words';

/** What differs between two policies, as sentences that go and sentences that come. */
export function PolicyChanges({ before, after }: { before: Policy; after: Policy }) {
  const t = useTranslations('escalation.changes');
  const words = usePolicyWords();
  const changed = changedLadders(before, after);
  if (changed.length === 0) return <p>{t('none')}</p>;
  return (
    <ul className="flex flex-col gap-3" data-testid="changes">
      {changed.map(({ ladder, before: old, after: fresh }) => {
        const [gone, come] = [old.map(words.sentence), fresh.map(words.sentence)];
        return (
          <li key={ladderPath(ladder)}>
            <p className="font-semibold">{words.ladder(ladder)}</p>
            <ul>
              {gone
                .filter((line) => !come.includes(line))
                .map((line) => (
                  <li key={line}>
                    <span className="font-semibold">{t('gone')}</span> <del>{line}</del>
                  </li>
                ))}
              {come
                .filter((line) => !gone.includes(line))
                .map((line) => (
                  <li key={line}>
                    <span className="font-semibold">{t('come')}</span> <ins>{line}</ins>
                  </li>
                ))}
            </ul>
          </li>
        );
      })}
    </ul>
  );
}
