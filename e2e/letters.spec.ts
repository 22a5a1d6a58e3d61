import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { expectAccessible, signInAs } from './helpers';

const scan = (name: string) => ({
  name: `${name}.pdf`,
  mimeType: 'application/pdf',
  // Scans differ in their bytes; a comment after the end of the document makes one of its own.
  buffer: Buffer.concat([readFileSync(path.resolve('samples/letters/04-nn-neighbours.pdf')), Buffer.from(`\n%${name} ${Date.now()}\n`)]),
});

test('a letter is handed in with its date stamp, is a report at once, and what was filled in stays when something is missing', async ({
  page,
}) => {
  await signInAs(page, 'Mette Holm');
  await page.goto('/letters');
  await expectAccessible(page);
  await page.getByLabel('Scanned pages').setInputFiles([scan('page 1'), scan('page 2')]);
  await page.getByLabel('The child’s name').fill('Sigve');
  await page.getByRole('button', { name: 'Store the letter' }).click();
  await expect(page.getByText('State the date stamp.')).toBeVisible();
  await expect(page.getByLabel('Date', { exact: true })).toBeFocused();
  await expect(page.getByLabel('The child’s name')).toHaveValue('Sigve');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Today' }).click();
  await page.getByRole('button', { name: 'Store the letter' }).click();
  const stored = page.getByRole('region', { name: 'Stored in the queue' }).getByRole('link');
  await expect(stored).toBeVisible();
  await expect(page.getByLabel('Scanned pages')).toBeFocused();
  await stored.click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Sigve');
  await expect(page.getByText('page 2.pdf').first()).toBeVisible({ timeout: 30_000 });
});

test('an administrator, who reads no reports, hands in no letters', async ({ page }) => {
  await signInAs(page, 'Anders Friis');
  const response = await page.request.post('/api/letters', { multipart: { 'stamp-day': '2026-11-24', pages: scan('foreign') } });
  expect(response.status()).toBe(403);
});
