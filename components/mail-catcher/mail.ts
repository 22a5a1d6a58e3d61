/** A message that the demo's mail catcher took, as the page shows it. */
export type Mail = {
  id: string;
  caughtAt: string;
  sender: string;
  subject: string;
  text: string;
  html: string | null;
  recipient: { name: string; email: string };
};
