import { expect, test } from '@playwright/test';
import { expectAccessible, signInAs } from './helpers';

test('a supervisor changes a step, tries it against Christmas Eve at two in the night, saves it, and goes back to the version before', async ({
  page,
}) => {
  await signInAs(page, 'Birgit Dahl');
  await page.getByRole('link', { name: 'Escalation' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Escalation' })).toBeVisible();
  const acute = page.getByTestId('ladder-acknowledge.acute').getByRole('listitem').first();
  await expect(acute).toHaveText('After 10 minutes: who is on duty then, by push, text message and mail');
  await expect(page.getByTestId('ahead')).toContainText('is on duty at night, and only mail reaches them');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Change the policy' }).click();
  const ladder = page.getByTestId('edit-acknowledge.acute');
  await ladder.locator('summary').click();
  const first = ladder.getByTestId('step-1');
  await first.getByLabel('How long').fill('soon');
  await expect(first.getByText('Write a number')).toBeVisible();
  await expect(first.getByLabel('How long')).toHaveValue('soon');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save as a new version' }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await first.getByLabel('How long').fill('7');
  await first.getByLabel('the supervisors', { exact: true }).check();
  await expect(page.getByTestId('changes')).toContainText('Comes: After 7 minutes: who is on duty then and the supervisors');

  await page.getByLabel('Day', { exact: true }).fill('2026-12-24');
  await page.getByLabel('Time', { exact: true }).fill('02:00');
  await page.getByRole('button', { name: 'Try', exact: true }).click();
  const told = page.getByTestId('time-line').locator('> li').first();
  await expect(told).toContainText(/24 December.*02:07/);
  await expect(told).toContainText('Birgit Dahl (supervisor) by mail');
  await expect(told).toContainText('It is night, and only mail reaches');
  await expectAccessible(page);

  await page.getByLabel('Why is it changed?').fill('Lederen vil vide det før');
  await page.getByRole('button', { name: 'Save as a new version' }).click();
  await expect(page.getByText('Version 2 is in force for reports that come from now on.')).toBeVisible();
  await expect(page.getByTestId('in-force')).toContainText('by Birgit Dahl');
  await expect(acute).toContainText('After 7 minutes');
  await expect(page.getByTestId('versions').locator('> li').first()).toContainText('Lederen vil vide det før');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Put version 1 in force again' }).click();
  await page.getByRole('button', { name: 'Yes, put it in force' }).click();
  await expect(page.getByTestId('in-force')).toContainText('Version 3');
  await expect(acute).toContainText('After 10 minutes');
});

test('the service for the night is named, what is wrong stands at its field, and a caseworker only reads', async ({ page }) => {
  await signInAs(page, 'Turid Nes');
  await page.goto('/escalation');
  await page.getByLabel('Name', { exact: true }).fill('Barnevernsvakten');
  await page.getByLabel('Mail address').fill('nobody');
  await page.getByRole('button', { name: 'Store the service' }).click();
  await expect(page.getByText('Is no mail address.')).toBeVisible();
  await expect(page.getByLabel('Mail address')).toHaveValue('nobody');
  await page.getByLabel('Mail address').fill('vakt@vestreim.example');
  await page.getByRole('button', { name: 'Store the service' }).click();
  await expect(page.getByTestId('out-of-hours')).toHaveText('Barnevernsvakten, vakt@vestreim.example');
  await page.getByLabel('Above Mottak').selectOption({ label: 'Tiltak' });
  await expect(page.getByText('Stored.').last()).toBeVisible();

  await page.context().clearCookies();
  await signInAs(page, 'Ingrid Vik');
  await page.goto('/escalation');
  await expect(page.getByTestId('sentences')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Change the policy' })).toHaveCount(0);
  await expect(page.getByText('Mottak: Tiltak')).toBeVisible();
  expect((await page.request.post('/api/escalation/restore', { data: { version: 1, note: '', seen: 1 } })).status()).toBe(403);
  await expectAccessible(page);
});
