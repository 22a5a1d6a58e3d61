import { NotFoundNotice } from '@/components/ui/not-found-notice';

/** An address that leads nowhere. */
export default function NotFoundPage() {
  return (
    <main className="mx-auto max-w-2xl px-4 py-10">
      <NotFoundNotice />
    </main>
  );
}
