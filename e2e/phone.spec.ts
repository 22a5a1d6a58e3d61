import { expect, type Page, test } from '@playwright/test';
import { expectAccessible, signInAs } from './helpers';

const text = (page: Page) => page.getByLabel('What is said');
const saved = (page: Page) => page.getByTestId('saved');

async function openNote(page: Page): Promise<void> {
  await page.goto('/phone');
  await expect(text(page)).toBeFocused();
}

/** The time of the call as the form shows it, some minutes before now. */
async function callBegan(page: Page, minutesAgo: number): Promise<Date> {
  const began = new Date(Math.floor((Date.now() - minutesAgo * 60_000) / 60_000) * 60_000);
  const local = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: 'Europe/Copenhagen' }).format(began);
  const [day = '', time = ''] = local.split(' ');
  await page.getByLabel('Date', { exact: true }).fill(day);
  await page.getByLabel('Time', { exact: true }).fill(time);
  return began;
}

test('a browser that crashes in the middle of a call loses nothing that was saved, and another one goes on', async ({ browser }) => {
  const words = `Mother does not wake up ${Date.now()}`;
  const first = await browser.newContext();
  const page = await first.newPage();
  await signInAs(page, 'Mette Holm');
  await openNote(page);
  await page.keyboard.type(words);
  await page.getByLabel('Where is the child now?').fill('with the caller');
  await expect(saved(page)).toBeVisible();
  await first.close();

  const second = await browser.newContext();
  const other = await second.newPage();
  await signInAs(other, 'Mette Holm');
  await other.goto('/phone');
  await expectAccessible(other);
  await other
    .getByRole('listitem')
    .filter({ hasText: words })
    .getByRole('link', { name: /^Continue the note/ })
    .click();
  await expect(text(other)).toHaveValue(words);
  await expect(other.getByLabel('Where is the child now?')).toHaveValue('with the caller');
  await other.getByRole('button', { name: 'Discard', exact: true }).last().click();
  await other.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
  await expect(other).toHaveURL(/\/phone$/);
  await expect(other.getByText(words)).toHaveCount(0);
  await second.close();
});

test('a submitted note is a report whose clock starts with the call', async ({ page }) => {
  await signInAs(page, 'Mette Holm');
  await openNote(page);
  await expectAccessible(page);
  await page.keyboard.type('A neighbour hears the children cry every night.');
  const began = await callBegan(page, 25);
  await page.getByLabel('Yes', { exact: true }).check();
  await expect(page.getByText('Call 112 at once if nobody has.')).toBeVisible();
  await page.getByLabel('Name').first().fill('Flemming');
  await page.getByLabel('Name').first().press('Enter');
  await page.getByRole('button', { name: 'Add a child' }).click();
  await expect(page.getByRole('group', { name: 'Child 2' }).getByLabel('Name')).toBeFocused();
  await expectAccessible(page);
  expect(page.url()).not.toContain('receipt');
  await text(page).press('Control+Enter');
  await expect(page.getByTestId('stored')).toBeVisible();
  await expectAccessible(page);
  const ref = (await page.getByText(/^M\d\d-/).textContent()) ?? '';
  const answer = await page.request.get(`/api/reports/${ref}`);
  const { report } = (await answer.json()) as { report: { receivedAt: string } };
  expect(new Date(report.receivedAt)).toEqual(began);
});

test('a call in the future and a note without words are told at the fields, and everything typed stays', async ({ page }) => {
  await signInAs(page, 'Mette Holm');
  await openNote(page);
  await page.getByLabel('School or daycare').fill('Korshøj Skole');
  await page.getByLabel('Date', { exact: true }).fill('2035-01-01');
  await page.getByRole('button', { name: /^Submit/ }).click();
  const summary = page.getByRole('heading', { name: 'The note is not submitted yet' });
  await expect(summary).toBeVisible();
  await expect(page.getByText('The call cannot begin in the future.').first()).toBeVisible();
  await expect(page.getByText('Write what was said, however briefly.').first()).toBeVisible();
  await expect(page.getByLabel('School or daycare')).toHaveValue('Korshøj Skole');
  await expectAccessible(page);
});

test('when the server does not answer, the page says since when nothing is saved, keeps it, and saves it when it can', async ({ page }) => {
  await signInAs(page, 'Mette Holm');
  await openNote(page);
  await page.route('**/api/phone/**', (route) => route.abort());
  await page.keyboard.type('The line is bad');
  await expect(page.getByText(/^Not saved since \d\d:\d\d:\d\d: do not close this window\./)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: /^Submit/ }).click();
  await expect(page.getByText('Everything you wrote is still here.')).toBeVisible();
  await expect(text(page)).toHaveValue('The line is bad');
  await page.unroute('**/api/phone/**');
  await expect(saved(page)).toBeVisible();
});

test('nobody else sees a draft: neither a colleague nor another municipality', async ({ browser }) => {
  const words = `A secret ${Date.now()}`;
  const mine = await (await browser.newContext()).newPage();
  await signInAs(mine, 'Mette Holm');
  await openNote(mine);
  await mine.keyboard.type(words);
  await expect(saved(mine)).toBeVisible();
  const address = mine.url();
  for (const name of ['Jonas Krogh', 'Ingrid Vik']) {
    const theirs = await (await browser.newContext()).newPage();
    await signInAs(theirs, name);
    await theirs.goto(address);
    await expect(text(theirs)).toHaveValue('');
    await expect(theirs.getByText(words)).toHaveCount(0);
    await theirs.context().close();
  }
  await mine.context().close();
});

test('the older of two windows on one note is told, and keeps its words as a note of its own', async ({ browser }) => {
  const context = await browser.newContext();
  const older = await context.newPage();
  await signInAs(older, 'Mette Holm');
  await openNote(older);
  await older.keyboard.type('From the first window');
  await expect(saved(older)).toBeVisible();
  const newer = await context.newPage();
  await newer.goto(older.url());
  await expect(async () => {
    await text(newer).fill('From the second window');
    // Filling while the page's script starts puts the words beside the old ones.
    await expect(text(newer)).toHaveValue('From the second window', { timeout: 1000 });
    await expect(newer.getByText('Saving …')).toBeVisible({ timeout: 1000 });
  }).toPass();
  await expect(saved(newer)).toBeVisible();

  await text(older).fill('From the first window, written on');
  await expect(older.getByRole('heading', { name: /This note was continued in another window/ })).toBeVisible();
  await expectAccessible(older);
  await older.getByRole('button', { name: 'Keep this as a note of its own' }).click();
  await expect(saved(older)).toBeVisible();
  await newer.reload();
  await expect(text(newer)).toHaveValue('From the second window');
  await expect(newer.getByText('From the first window, written on')).toBeVisible();
  await context.close();
});

test('words typed before the script of the page runs are saved too', async ({ page }) => {
  await signInAs(page, 'Mette Holm');
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/_next/static/**/*.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/phone', { waitUntil: 'commit' });
  await text(page).fill('Typed at once');
  release();
  await expect(saved(page)).toBeVisible();
  await expect(text(page)).toHaveValue('Typed at once');
  await page.reload();
  await expect(text(page)).toHaveValue('Typed at once');
});

test('whoever follows a link while nothing can be saved is asked first', async ({ page }) => {
  await signInAs(page, 'Mette Holm');
  await openNote(page);
  await page.route('**/api/phone/**', (route) => route.abort());
  await page.keyboard.type('Not on the server');
  await expect(page.getByText(/^Not saved since/)).toBeVisible();
  page.once('dialog', (dialog) => dialog.dismiss());
  await page.getByRole('link', { name: 'Queue' }).click();
  await expect(text(page)).toHaveValue('Not on the server');
  expect(page.url()).toContain('/phone');
});
