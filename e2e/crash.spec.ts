import { expect, test } from '@playwright/test';
import { crashTest } from '../bench/crash';

test('killing web, worker, PostgreSQL and the mail server’s sessions while reports arrive loses none and stores none twice', async () => {
  test.setTimeout(300_000);
  const result = await crashTest({ arrivals: 150, kills: 12, freezeMs: 2000, port: 3197 });
  expect(result).toMatchObject({ sent: 150, stored: 150, receiptsWithoutReport: 0, storedTwice: 0 });
  expect(result.kills).toEqual({ web: 3, worker: 3, postgres: 3, 'mail-server': 3 });
});
