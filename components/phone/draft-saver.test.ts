import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDraftSaver, type SaveAnswer, type SaveState } from './draft-saver';

beforeEach(() => vi.useFakeTimers({ now: new Date('2026-11-05T13:02:00Z') }));
afterEach(() => vi.useRealTimers());

const second = (n: number) => new Date(Date.parse('2026-11-05T13:02:00Z') + n * 1000);

/** A server that answers as told, and what it got. */
function start(answer: (seq: number) => SaveAnswer | Promise<SaveAnswer> = () => ({ ok: true, at: new Date() })) {
  const sent: { content: string; at: number }[] = [];
  const states: SaveState[] = [];
  const saver = createDraftSaver<string>({
    send: async (content, seq) => {
      sent.push({ content, at: (Date.now() - second(0).getTime()) / 1000 });
      return answer(seq);
    },
    now: () => new Date(),
    onState: (state) => states.push(state),
  });
  return { saver, sent, states, last: () => states.at(-1) };
}

async function type(saver: { change(content: string): void }, seconds: number): Promise<void> {
  for (let i = 1; i <= seconds; i += 1) {
    saver.change('x'.repeat(i));
    await vi.advanceTimersByTimeAsync(1000);
  }
}

describe('saving a draft while on the call', () => {
  it('saves two seconds after a pause and says when', async () => {
    const { saver, sent, last } = start();
    saver.change('a');
    await vi.advanceTimersByTimeAsync(1900);
    expect(sent).toEqual([]);
    expect(saver.isUnsaved()).toBe(true);
    await vi.advanceTimersByTimeAsync(100);
    expect(sent).toEqual([{ content: 'a', at: 2 }]);
    expect(last()).toEqual({ status: 'saved', at: second(2) });
    expect(saver.isUnsaved()).toBe(false);
  });

  it('whoever types without a pause loses at most five seconds', async () => {
    const { saver, sent } = start();
    await type(saver, 16);
    expect(sent.map(({ at }) => at)).toEqual([5, 10, 15]);
  });

  it('a server that does not answer: nothing is forgotten, it is told since when, and it is tried until it works', async () => {
    let down = true;
    const { saver, sent, last } = start(() => (down ? { ok: false, code: 'unreachable' } : { ok: true, at: new Date() }));
    await type(saver, 20);
    expect(last()).toEqual({ status: 'failing', since: second(0), code: 'unreachable' });
    expect(sent.length).toBeGreaterThan(3);
    expect(saver.isUnsaved()).toBe(true);
    down = false;
    await vi.advanceTimersByTimeAsync(3000);
    expect(sent.at(-1)?.content).toBe('x'.repeat(20));
    expect(last()).toMatchObject({ status: 'saved' });
    expect(saver.isUnsaved()).toBe(false);
  });

  it('what is typed while a saving is under way is saved after it, and only one is under way at a time', async () => {
    const answers: ((answer: SaveAnswer) => void)[] = [];
    const { saver, sent, last } = start(() => new Promise<SaveAnswer>((resolve) => answers.push(resolve)));
    saver.change('a');
    await vi.advanceTimersByTimeAsync(2000);
    saver.change('ab');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent).toHaveLength(1);
    answers[0]?.({ ok: true, at: second(2) });
    await vi.advanceTimersByTimeAsync(0);
    expect(last()).toMatchObject({ status: 'typing' });
    await vi.advanceTimersByTimeAsync(2000);
    expect(sent.map(({ content }) => content)).toEqual(['a', 'ab']);
  });

  it('a draft that another window went on with is not sent again, and is not called saved', async () => {
    const { saver, sent, last } = start(() => ({ ok: false, code: 'changed-meanwhile', ref: 'M26-AAAA-BBBB' }));
    saver.change('a');
    await vi.advanceTimersByTimeAsync(20_000);
    saver.change('ab');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(sent).toHaveLength(1);
    expect(last()).toEqual({ status: 'taken', since: second(0), ref: 'M26-AAAA-BBBB' });
    expect(saver.isUnsaved()).toBe(true);
  });

  it('stopping waits for the saving under way, so that none comes after a submission', async () => {
    let answer: ((answer: SaveAnswer) => void) | undefined;
    const { saver, sent } = start(
      () =>
        new Promise<SaveAnswer>((resolve) => {
          answer = resolve;
        }),
    );
    saver.change('a');
    await vi.advanceTimersByTimeAsync(2000);
    let stopped = false;
    const stopping = saver.stop().then(() => {
      stopped = true;
    });
    saver.change('ab');
    await vi.advanceTimersByTimeAsync(5000);
    expect(stopped).toBe(false);
    answer?.({ ok: true, at: second(9) });
    await stopping;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(sent).toHaveLength(1);
    saver.resume();
    await vi.advanceTimersByTimeAsync(0);
    expect(sent.at(-1)?.content).toBe('ab');
  });

  it('a page that is left sends at once what is not saved, also while an older saving hangs', async () => {
    const { saver, sent } = start(() => new Promise<SaveAnswer>(() => undefined));
    saver.leave();
    saver.change('a');
    await vi.advanceTimersByTimeAsync(2000);
    saver.change('ab');
    saver.leave();
    expect(sent.map(({ content }) => content)).toEqual(['a', 'ab']);
  });
});
