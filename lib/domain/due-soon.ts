/** What counts as due soon: a working day ahead. */
export const DUE_SOON_HOURS = 8;
