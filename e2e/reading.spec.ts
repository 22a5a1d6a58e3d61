import { expect, test } from '@playwright/test';
import nodemailer, { type SendMailOptions } from 'nodemailer';
import { expectAccessible, signInAs } from './helpers';

const send = (mail: SendMailOptions) =>
  nodemailer
    .createTransport({ host: '127.0.0.1', port: Number(process.env.E2E_SMTP_PORT ?? '3178'), secure: false, ignoreTLS: true })
    .sendMail({ to: 'underretning@lindevang.example', from: 'noreply@forms.vendor.example', ...mail });

test('one key agrees that an auto-reply is no report, and another takes it back', async ({ page }) => {
  const subject = `Autosvar ${process.pid}`;
  await send({ subject, text: 'Jeg er på ferie.', headers: { 'Auto-Submitted': 'auto-replied' } });
  await signInAs(page, 'Mette Holm');
  const row = page.getByTestId('queue-row').filter({ has: page.getByRole('link', { name: subject, exact: true }) });
  await expect(row.getByRole('button', { name: /is not a report$/ })).toBeVisible();
  await row.getByRole('link', { name: subject }).focus();
  await page.keyboard.press('n');
  await expect(page.getByText(/was closed as “not a report”/)).toBeVisible();
  await expect(row).toHaveCount(0);
  await expectAccessible(page);
  await page.keyboard.press('u');
  await expect(page.getByText(/is back in the queue/)).toBeVisible();
  await expect(row).toContainText('Nobody has acknowledged');
});

test('a letter that came as a file is read in the worker’s own process for it, and stands in the report', async ({ page }) => {
  const subject = `Brev ${process.pid}`;
  await send({ subject, text: 'Se vedhæftet.', attachments: [{ path: 'samples/letters/03-sv-doctor.pdf' }] });
  await signInAs(page, 'Mette Holm');
  await page.getByRole('link', { name: subject, exact: true }).click();
  await expect(page.getByText('--- 03-sv-doctor.pdf').first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('application/pdf', { exact: false }).first()).toBeVisible();
  await expectAccessible(page);
});

test('an administrator says what a vendor’s labels mean, tries it without seeing contents, and keeps what was typed when it is wrong', async ({
  page,
}) => {
  await signInAs(page, 'Anders Friis');
  await page.getByRole('link', { name: 'Form fields' }).click();
  await page.getByRole('button', { name: 'Add a sender' }).click();
  await page.getByLabel('Sender’s address').fill('everybody');
  await page.getByLabel('The field’s name at the vendor').fill('Elevens kaldenavn');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Write an address such as')).toBeVisible();
  await expect(page.getByLabel('The field’s name at the vendor')).toHaveValue('Elevens kaldenavn');
  await expectAccessible(page);
  await page.getByLabel('Sender’s address').fill(`*-${process.pid}@forms.vendor.example`);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByRole('definition')).toHaveText('The child’s name');
  await expectAccessible(page);
});

test('a caseworker finds no page of form fields', async ({ page }) => {
  await signInAs(page, 'Mette Holm');
  await expect(page.getByRole('link', { name: 'Form fields' })).toHaveCount(0);
  expect((await page.request.get('/api/field-mappings')).status()).toBe(403);
});
