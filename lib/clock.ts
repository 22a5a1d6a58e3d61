/** Reads the current instant. Use cases take `now` as an argument; only edges hold a clock. */
export type Clock = () => Date;

/** The machine's clock: the only place in the product that reads it. */
export const systemClock: Clock = () => new Date();

/** A clock that tests and `worker --now` set by hand. */
export function fixedClock(instant: Date): Clock {
  return () => new Date(instant);
}
