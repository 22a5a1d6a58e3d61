import { expect, test } from '@playwright/test';
import { expectAccessible, sendMail, signInAs } from './helpers';

test('the overview counts a report that has just arrived, shows that the worker lives, and prints the zeros', async ({ page }) => {
  await signInAs(page, 'Birgit Dahl');
  await page.goto('/overview');
  await expect(page.getByTestId('worker-alive')).toContainText('last seen');
  const open = page.getByTestId('total-open');
  const before = Number(await open.textContent());
  await sendMail({ subject: 'A child', text: 'A child was alone at home this evening.' });
  await expect(open).toHaveText(String(before + 1));
  await expect(page.getByTestId('channel-email')).toContainText('No known fault');
  await expectAccessible(page);

  // Another municipality, to which nobody has sent a letter.
  await page.context().clearCookies();
  await signInAs(page, 'Turid Nes');
  await page.goto('/overview');
  await expect(page.getByTestId('channel-letter')).toContainText('Never seen anything');
  await expect(page.getByTestId('channel-letter')).toContainText('Received in 24 hours0');
  await expectAccessible(page);
});

test('a deadline stands on the time line at its instant, says in words what it is, and leads to its report', async ({ page }) => {
  await signInAs(page, 'Birgit Dahl');
  await sendMail({ subject: 'A child', text: 'A child was alone at home this evening.' });
  await page.goto('/overview');
  await page.getByRole('button', { name: '7 days' }).click();
  const intake = page.getByTestId('time-line-unit').filter({ hasText: 'Modtagelsen' });
  const mark = intake.getByRole('link', { name: /First assessment \(24 hours\)\. Statutory limit, due .+\. Not acknowledged\./ }).last();
  await mark.focus();
  await expect(page.getByTestId('pointed')).toContainText('First assessment (24 hours)');
  const ref = ((await mark.getAttribute('aria-label')) ?? '').split(':')[0] ?? '';
  await page.getByText('The same as a list', { exact: true }).click();
  await expect(page.getByRole('region', { name: 'The same as a list' }).getByRole('link', { name: ref }).first()).toBeVisible();
  await expectAccessible(page);
  await mark.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/reports/${ref}`));
});

test('who is on duty now and next stands on the overview, and the history of lateness shows zeros as figures', async ({ page }) => {
  await signInAs(page, 'Birgit Dahl');
  await page.goto('/overview');
  await expect(page.getByTestId('on-duty')).toContainText('Now');
  const table = page.getByRole('table', { name: 'Lateness by week or month' });
  await expect(table.getByRole('row')).toHaveCount(13);
  await expect(table.getByRole('row').nth(5)).toContainText(/Week \d+/);
  await page.getByRole('button', { name: '12 months' }).click();
  await expect(table.getByRole('row').nth(1)).toContainText(String(new Date().getFullYear()));
  await expectAccessible(page);
});

test('the compliance report covers the chosen months, is ready for paper, and names what is wrong with a period', async ({ page }) => {
  await signInAs(page, 'Birgit Dahl');
  await page.goto('/overview');
  await page.getByRole('link', { name: 'Compliance report' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Compliance report: deadlines' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: 'Statutory limits' })).toBeVisible();
  await page.getByLabel('From month').fill('2026-3');
  await page.getByLabel('To month').fill('2025-12');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page.getByRole('link', { name: /The first month must be a year and a month/ })).toBeVisible();
  await expect(page.getByLabel('From month')).toHaveValue('2026-3');
  await expect(page.getByLabel('To month')).toHaveValue('2025-12');
  await expectAccessible(page);
  await page.getByLabel('From month').fill('2025-11');
  await page.getByRole('button', { name: 'Show' }).click();
  const table = page.getByRole('table', { name: /^First assessment/ });
  await expect(table.getByRole('row')).toHaveCount(4);
  await expect(table.getByRole('row').nth(1)).toHaveText(/^November 20250+–/);
  await expectAccessible(page);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('Lindevang Kommune').last()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'What the figures mean' })).toBeVisible();
  await expect(page.getByLabel('From month')).toBeHidden();
  await expect(page.getByRole('navigation')).toBeHidden();
});

test('the compliance report comes as a file for a spreadsheet, with its head in the reader’s language', async ({ page }) => {
  await signInAs(page, 'Birgit Dahl', 'da');
  const answer = await page.request.get('/api/compliance?from=2025-11&to=2025-12&format=csv');
  expect(answer.status()).toBe(200);
  expect(answer.headers()['content-type']).toBe('text/csv; charset=utf-8');
  expect(answer.headers()['content-disposition']).toContain('mottak-compliance-lindevang-2025-11-2025-12.csv');
  const lines = (await answer.body()).toString('utf8').split('\r\n');
  expect(lines[0]).toMatch(/^\ufeffMåned;rule_id;Pligt;/);
  expect(lines[1]).toBe('2025-11;dk.first-assessment;Første vurdering (24 timer);Lovens frist;0;0;0;0;0;–;–;–');
  const wrong = await page.request.get('/api/compliance?from=2025-12&to=2025-11&format=csv');
  expect(wrong.status()).toBe(422);
  expect(await wrong.json()).toMatchObject({ code: 'invalid-input', fields: { to: 'before-the-start' } });
});

test('when the server does not answer, the page says that its figures are old and no longer that all is well', async ({ page }) => {
  await signInAs(page, 'Birgit Dahl');
  await page.goto('/overview');
  await expect(page.getByTestId('worker-alive')).toBeVisible();
  await page.route('**/api/overview', (route) => route.abort());
  await expect(page.getByRole('heading', { name: /No new figures since/ })).toBeVisible();
  await expect(page.getByTestId('worker-alive')).toHaveCount(0);
  await expectAccessible(page);
  await page.unroute('**/api/overview');
  await expect(page.getByTestId('worker-alive')).toBeVisible();
});

test('a worker that was last seen more than thirty seconds ago is told in a red banner', async ({ page }) => {
  await page.route('**/api/overview', async (route) => {
    const response = await route.fetch();
    const overview = (await response.json()) as { at: string; worker: { lastSeenAt: string } };
    const lastSeenAt = new Date(Date.parse(overview.at) - 31_000).toISOString();
    await route.fulfill({ response, json: { ...overview, worker: { ...overview.worker, lastSeenAt } } });
  });
  await signInAs(page, 'Birgit Dahl');
  await page.goto('/overview');
  await expect(page.getByTestId('worker-down')).toContainText('The worker is silent');
  await expect(page.getByText(/^Last seen 3\d s ago/)).toBeVisible();
  await expectAccessible(page);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('an administrator sees figures and no report', async ({ page }) => {
  await signInAs(page, 'Anders Friis');
  await page.goto('/overview');
  await expect(page.getByTestId('total-open')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'By channel' })).toBeVisible();
  await expect(page.locator('a[href^="/reports/"]')).toHaveCount(0);
  await expectAccessible(page);
});

test('a caseworker is not shown the overview', async ({ page }) => {
  await signInAs(page, 'Mette Holm');
  await page.goto('/overview');
  await expect(page).toHaveURL(/\/queue/);
  for (const url of ['/api/overview', '/api/overview/history', '/api/compliance?format=csv'])
    expect((await page.request.get(url)).status()).toBe(403);
  await page.goto('/overview/compliance');
  await expect(page).toHaveURL(/\/queue/);
});

test('health tells a monitor that all is well, and nothing about reports', async ({ request }) => {
  const answer = await request.get('/api/health');
  expect(answer.status()).toBe(200);
  const health = await answer.json();
  expect(Object.keys(health).sort()).toEqual(['checks', 'status', 'version']);
  expect(health.checks).toEqual({ database: 'ok', worker: 'ok', sweep: 'ok', audit: 'ok', findings: 'ok' });
});

test('the mail catcher of the demo opens for staff and shows another municipality nothing of this one', async ({ page }) => {
  await signInAs(page, 'Birgit Dahl');
  await page.goto('/mail-catcher');
  await expect(page.getByRole('heading', { level: 1, name: 'Mail catcher' })).toBeVisible();
  await expect(page.getByLabel('Recipient')).toBeVisible();
  const names = await page.getByLabel('Recipient').locator('option').allTextContents();
  expect(names).toContain('Sanne Lund');
  expect(names).not.toContain('Ingrid Vik');
});
