import { Heading } from '@navikt/ds-react/Typography';
import type { ReactNode } from 'react';

/** A part of the report's page under its own heading. */
export function Panel({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section
      aria-labelledby={id}
      className="flex flex-col gap-3 rounded-lg border border-(--ax-border-neutral-subtle) bg-(--ax-bg-default) p-4"
    >
      <Heading size="small" level="2" id={id}>
        {title}
      </Heading>
      {children}
    </section>
  );
}
