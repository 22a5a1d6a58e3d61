import { headers } from 'next/headers';

/** Before the first paint, so that nothing flashes; and again when the reader's system turns dark or light. */
const SCRIPT = `(() => {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const follow = () => document.documentElement.classList.toggle('dark', dark.matches);
  follow();
  dark.addEventListener('change', follow);
})()`;

/**
 * Lets Aksel's tokens follow the reader's light or dark system. The tokens have no media query, only a class; a server cannot know which
 * one, and an effect would come after the first paint. The nonce is the one of this page's content security policy.
 */
export async function FollowColorScheme() {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  // The browser hides the nonce from the page once it has read it, so server and browser never agree on it.
  return (
    <script nonce={nonce} suppressHydrationWarning>
      {SCRIPT}
    </script>
  );
}
