import { expect, test } from '@playwright/test';
import { crashTest } from '../bench/crash';

test('killing web, worker and PostgreSQL while reports arrive loses none that has a receipt, and stores none twice', async () => {
  test.setTimeout(300_000);
  const result = await crashTest({ arrivals: 150, kills: 9, port: 3197 });
  expect(result).toMatchObject({ sent: 150, receipts: 150, stored: 150, receiptsWithoutReport: 0, storedTwice: 0 });
  expect(result.kills).toEqual({ web: 3, worker: 3, postgres: 3 });
});
