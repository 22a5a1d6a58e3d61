import { afterEach, expect, vi } from 'vitest';

// Output that nobody expects hides the output that matters.
const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
const spies = methods.map((method) => vi.spyOn(console, method).mockImplementation(() => undefined));

afterEach(() => {
  const printed = spies.flatMap((spy) => spy.mock.calls.map((call) => call.map(String).join(' ')));
  for (const spy of spies) spy.mockClear();
  expect(printed, 'unexpected console output').toEqual([]);
});
