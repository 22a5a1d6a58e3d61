'use client';

import { useCallback, useState } from 'react';
import { systemClock } from '@/lib/clock';

/** The server's clock, told at the page's load and carried on by this machine's: a desk whose clock is wrong still writes the right time. */
export function useServerNow(serverNow: Date): () => Date {
  const [ahead] = useState(() => systemClock().getTime() - serverNow.getTime());
  return useCallback(() => new Date(systemClock().getTime() - ahead), [ahead]);
}
