import { max, min } from 'date-fns';
import { localTimeOfDay } from '../local-time';
import type { Shift, Span } from './roster';
import { dayNumber, dayText, wallInstant } from './wall-time';

/** A shift as far as it lies on one local day, with its ends as that day's wall times: "00:00" to "24:00". */
export type DayPiece = Shift & { startTime: string; endTime: string };

/** One local day: a list of pieces for each of the columns, and the times without anybody. */
export type DayRow = { day: string; cells: DayPiece[][]; gaps: (Span & { startTime: string; endTime: string })[] };

/** Cuts shifts and gaps into local days, from `firstDay` (YYYY-MM-DD) on, one cell for each layer of `columns`. */
export function dayTable(
  { shifts, gaps }: { shifts: Shift[]; gaps: Span[] },
  columns: (string | null)[],
  firstDay: string,
  days: number,
  timeZone: string,
): DayRow[] {
  const first = dayNumber(firstDay);
  return Array.from({ length: days }, (_, index) => {
    const day = { from: wallInstant(first + index, '00:00', timeZone), to: wallInstant(first + index + 1, '00:00', timeZone) };
    const cut = <Piece extends Span>(pieces: Piece[]) => pieces.flatMap((piece) => clip(piece, day, timeZone));
    const cells = columns.map((column) => cut(shifts.filter(({ layerId }) => layerId === column)));
    return { day: dayText(first + index), cells, gaps: cut(gaps) };
  });
}

function clip<Piece extends Span>(piece: Piece, day: Span, timeZone: string): (Piece & { startTime: string; endTime: string })[] {
  const from = max([piece.from, day.from]);
  const to = min([piece.to, day.to]);
  if (from >= to) return [];
  const endTime = to.getTime() === day.to.getTime() ? '24:00' : localTimeOfDay(to, timeZone);
  return [{ ...piece, from, to, startTime: localTimeOfDay(from, timeZone), endTime }];
}
