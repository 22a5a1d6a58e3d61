'use client';

import { useRef } from 'react';
import type { QueueData, QueueItem } from './use-queue';

/** Reports that came after this page was opened: they are marked as new until somebody has acknowledged them. */
export function useArrivals(openedAt: string, data: QueueData): { isNew(row: QueueItem): boolean; count: number } {
  const opened = useRef(Date.parse(openedAt)).current;
  const isNew = (row: QueueItem) => Date.parse(row.storedAt) > opened && row.state === 'unacknowledged';
  return { isNew, count: data.rows.filter(isNew).length };
}
