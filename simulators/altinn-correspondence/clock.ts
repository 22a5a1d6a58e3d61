/** The machine's clock; a test gives its own instead. */
export const machineClock = (): Date => new Date();
