'use client';

import { Button } from '@navikt/ds-react/Button';
import { Search } from '@navikt/ds-react/Search';
import { useTranslations } from 'next-intl';
import type { RefObject } from 'react';
import { QUEUE_FILTERS, type QueueFilter } from '@/lib/domain/queue-order';
import type { QueueView } from './use-queue';

type Props = {
  view: QueueView;
  typed: string;
  onFilter(filter: QueueFilter): void;
  onSearch(text: string): void;
  onHelp(): void;
  searchRef: RefObject<HTMLInputElement | null>;
};

/** Filters, search and the way to the help. */
export function QueueToolbar({ view, typed, onFilter, onSearch, onHelp, searchRef }: Props) {
  const t = useTranslations('queue');
  return (
    <div className="no-print flex flex-wrap items-end gap-x-6 gap-y-3">
      <fieldset className="flex flex-wrap gap-1">
        <legend className="sr-only">{t('filter.label')}</legend>
        {QUEUE_FILTERS.map((filter) => (
          <Button
            key={filter}
            size="small"
            variant={filter === view.filter ? 'primary' : 'secondary'}
            aria-pressed={filter === view.filter}
            onClick={() => onFilter(filter)}
          >
            {t(`filter.${filter}`)}
          </Button>
        ))}
      </fieldset>
      <div className="w-full max-w-sm">
        <Search
          ref={searchRef}
          size="small"
          variant="simple"
          label={t('search')}
          hideLabel={false}
          value={typed}
          onChange={onSearch}
          autoComplete="off"
        />
      </div>
      <Button size="small" variant="tertiary" onClick={onHelp}>
        {t('help.open')}
      </Button>
    </div>
  );
}
