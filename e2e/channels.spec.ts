import { expect, test } from '@playwright/test';
import { type Dovecot, startDovecot } from '../lib/testing/dovecot';
import { expectAccessible, signInAs } from './helpers';

test.setTimeout(120_000);

let dovecot: Dovecot;

test.beforeAll(async () => {
  dovecot = await startDovecot();
});
test.afterAll(() => dovecot.stop());

test('a mailbox is proposed by one person, opened and looked into, and read once a second person has approved it', async ({ page }) => {
  await signInAs(page, 'Anders Friis');
  await page.getByRole('link', { name: 'Channels' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Channels' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add a mailbox' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Skole & SFO');
  await page.getByLabel('Mail server (IMAP)').fill('127.0.0.1');
  await page.getByLabel('Port').fill(String(dovecot.port));
  await page.getByLabel('Encryption').selectOption({ label: 'None: only inside one machine' });
  await page.getByLabel('User name').fill('skole');
  await page.getByRole('button', { name: 'Propose' }).click();
  await expect(page.getByText('Write the password:')).toBeVisible();
  await expect(page.getByLabel('User name')).toHaveValue('skole');
  await expectAccessible(page);
  await page.getByLabel('Password').fill('secret');
  await page.getByRole('button', { name: 'Propose' }).click();
  const waiting = page.getByRole('region', { name: 'Waiting for a second person' });
  await expect(waiting.getByText('INBOX: 0 mails lie there')).toBeVisible({ timeout: 20_000 });
  await expect(waiting.getByText('Another administrator or supervisor must approve it.')).toBeVisible();
  await expect(waiting.getByRole('button', { name: 'Approve' })).toHaveCount(0);
  await expectAccessible(page);

  await page.context().clearCookies();
  await signInAs(page, 'Birgit Dahl');
  await page.goto('/channels');
  await expect(page.getByRole('button', { name: 'Add a mailbox' })).toHaveCount(0);
  await waiting.getByRole('button', { name: 'Approve' }).click();
  await expect(waiting.getByText('Write why.')).toBeVisible();
  await waiting.getByLabel('Reason').fill('It has no address of its own yet');
  await waiting.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByRole('region', { name: 'Decided lately' }).getByText('Approved by Birgit Dahl')).toBeVisible();
  await expect(page.getByTestId('mailbox-folders').getByText('skole@127.0.0.1 INBOX')).toBeVisible({ timeout: 40_000 });
  await expectAccessible(page);

  await page.context().clearCookies();
  await signInAs(page, 'Anders Friis');
  await page.goto('/channels');
  await page.getByRole('button', { name: 'Stop reading “Skole & SFO”' }).click();
  await expect(page.getByText('is no longer read once this is approved')).toBeVisible();
  await page.getByRole('button', { name: 'Propose' }).click();
  await expect(waiting.getByText('Mailbox “Skole & SFO” is no longer read')).toBeVisible();
  await page.context().clearCookies();
  await signInAs(page, 'Birgit Dahl');
  await page.goto('/channels');
  await waiting.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByRole('region', { name: 'Mailboxes' }).getByText('(not read)')).toBeVisible();
});

test('a probe goes to an address and comes back, and the queue does not see it', async ({ page }) => {
  await signInAs(page, 'Birgit Dahl');
  await page.goto('/channels');
  const addresses = page.getByRole('region', { name: 'Addresses' });
  await addresses.getByRole('button', { name: 'Send a probe to underretning@lindevang.example' }).click({ timeout: 20_000 });
  await expect(addresses.getByText(/arrived after \d+ seconds? by the mail listener/).first()).toBeVisible({ timeout: 20_000 });
});

test('who may not, sees no channels and changes none', async ({ page }) => {
  await signInAs(page, 'Mette Holm');
  expect((await page.request.get('/api/channels')).status()).toBe(403);
  expect((await page.request.post('/api/channels/changes', { data: {} })).status()).toBe(403);
  await page.context().clearCookies();
  await signInAs(page, 'Birgit Dahl');
  expect((await page.request.post('/api/channels/changes', { data: {} })).status()).toBe(403);
});
