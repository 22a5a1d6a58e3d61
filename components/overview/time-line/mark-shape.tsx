import type { ReportState } from '@/lib/domain/report';

/** Shape before colour: the state of the report is told by the outline, and a local target by dashes. */
const SHAPES: Record<ReportState, { path: string; colour: string }> = {
  unacknowledged: { path: 'M10 1.5 L18.5 17.5 L1.5 17.5 Z', colour: 'fill-(--ax-bg-danger-strong) stroke-(--ax-border-danger)' },
  acknowledged: {
    path: 'M10 2 A8 8 0 1 1 9.99 2 Z M10 7.5 A2.5 2.5 0 1 1 9.99 7.5 Z',
    colour: 'fill-(--ax-bg-info-soft) stroke-(--ax-border-info)',
  },
  assessed: { path: 'M3 3 H17 V17 H3 Z', colour: 'fill-(--ax-bg-neutral-soft) stroke-(--ax-border-neutral)' },
};

export function MarkShape({ state, target }: { state: ReportState; target: boolean }) {
  const { path, colour } = SHAPES[state];
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 20 20"
      className={`size-5 shrink-0 ${colour}`}
      strokeWidth={2}
      strokeDasharray={target ? '3 2' : undefined}
    >
      <path d={path} />
    </svg>
  );
}
