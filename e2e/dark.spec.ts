import { expect, test } from '@playwright/test';
import { expectAccessible, sendMail, signInAs } from './helpers';

test.use({ colorScheme: 'dark' });

test('in the dark every staff page is dark from its first paint, readable, and follows the system back to light', async ({ page }) => {
  const messages: string[] = [];
  page.on('console', (message) => messages.push(`${message.type()}: ${message.text()}`));
  await sendMail({ subject: 'Mørke', text: 'Drengen sover i opgangen, og ingen lukker op for ham.' });
  await signInAs(page, 'Birgit Dahl');
  const row = page.getByRole('link', { name: 'Mørke' }).first();
  await expect(row).toBeVisible();
  const report = (await row.getAttribute('href')) ?? '';
  for (const path of ['/queue', report, '/phone', '/overview', '/mail-catcher']) {
    await page.goto(path, { waitUntil: 'commit' });
    await expect(page.locator('html')).toHaveClass(/dark/);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(page);
  }
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await ground();
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(page.locator('html')).not.toHaveClass(/dark/);
  expect(await ground()).not.toBe(dark);
  expect(messages.filter((message) => /Content Security Policy|hydrat/i.test(message))).toEqual([]);
});

test('on a telephone the menu is one button that opens, leads on and closes with Escape', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs(page, 'Birgit Dahl');
  const button = page.getByRole('button', { name: 'Menu' });
  const link = page.getByRole('link', { name: 'Overview' });
  await expect(link).toBeHidden();
  await button.click();
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  await expectAccessible(page);
  await link.press('Escape');
  await expect(link).toBeHidden();
  await expect(button).toBeFocused();
  await button.click();
  await link.click();
  await expect(page).toHaveURL(/\/overview$/);
  await expect(link).toBeHidden();
});
