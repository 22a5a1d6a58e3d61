import type { ReactNode } from 'react';

/** Label and value in pairs; pairs without a value are left out. */
export function Facts({ facts }: { facts: [label: string, value: ReactNode][] }) {
  return (
    <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[7.5rem_minmax(0,1fr)]">
      {facts
        .filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false)
        .map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-(--ax-text-neutral-subtle)">{label}</dt>
            <dd className="mb-1 min-w-0 wrap-anywhere sm:mb-0">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
