const HEARTBEAT_MS = 15_000;

/** A stream is ended after this time, and the browser's next one asks again who it is: a closed account does not listen on. */
const LONGEST_MS = 30 * 60_000;

/**
 * A stream of server-sent events (WHATWG HTML, 9.2). `start` gets a function that sends one event, and returns how to stop.
 * A sign of life every 15 seconds keeps proxies from cutting a quiet connection; it is an event too, because a browser does not show
 * comments to its page, and the page must notice a connection that died without a word.
 */
export function eventStream(signal: AbortSignal, start: (send: (event: string) => void) => () => void): Response {
  const encoder = new TextEncoder();
  let stop: () => void = () => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string) => {
        try {
          controller.enqueue(encoder.encode(text));
        } catch {
          stop(); // the browser has gone, and nothing can be told to it
        }
      };
      const heartbeat = setInterval(() => write(': still here\nevent: beat\ndata: 1\n\n'), HEARTBEAT_MS);
      const end = setTimeout(() => {
        stop();
        controller.close();
      }, LONGEST_MS);
      write('retry: 1000\n\n');
      const leave = start((event) => write(`event: ${event}\ndata: 1\n\n`));
      stop = () => {
        stop = () => undefined;
        clearInterval(heartbeat);
        clearTimeout(end);
        leave();
      };
      signal.addEventListener('abort', () => stop());
    },
    cancel: () => stop(),
  });
  // no-transform: a compressing server or proxy would hold small events back until its buffer is full.
  const headers = {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-store, no-transform',
    'x-accel-buffering': 'no',
  };
  return new Response(body, { headers });
}
