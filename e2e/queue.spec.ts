import { type Browser, expect, type Page, test } from '@playwright/test';
import { expectAccessible, sendMail, signInAs } from './helpers';

/** A person at a browser of their own. */
async function person(browser: Browser, name: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signInAs(page, name);
  return page;
}

let counter = 0;

/** A mail that reaches the queue; its subject is its own. */
async function arrive(text = 'Jeg er bekymret for et barn i opgangen. Det græder om natten.'): Promise<string> {
  counter += 1;
  const subject = `Bekymring ${process.pid}-${counter}`;
  await sendMail({ subject, text });
  return subject;
}

const row = (page: Page, subject: string) =>
  page.getByTestId('queue-row').filter({ has: page.getByRole('link', { name: subject, exact: true }) });
const live = (page: Page) => expect(page.getByText('Live', { exact: true })).toBeVisible();

test('a new report shows in an open queue without a reload, marked and announced, and takes nobody’s place at the keyboard', async ({
  browser,
}) => {
  const page = await person(browser, 'Mette Holm');
  await live(page);
  const search = page.getByRole('searchbox');
  await search.focus();
  const subject = await arrive();
  await expect(row(page, subject)).toContainText('New');
  await expect(page.getByText(/new reports? since you opened this page/)).toBeVisible();
  await expect(search).toBeFocused();
  await expectAccessible(page);
});

test('what one acknowledges, the others see within a second', async ({ browser }) => {
  const subject = await arrive();
  const [mette, jonas] = [await person(browser, 'Mette Holm'), await person(browser, 'Jonas Krogh')];
  await live(jonas);
  await expect(row(jonas, subject)).toContainText('Nobody has acknowledged');
  await row(mette, subject)
    .getByRole('button', { name: /^Acknowledge/ })
    .click();
  await expect(row(jonas, subject)).toContainText('Acknowledged by Mette Holm', { timeout: 1000 });
  await expect(row(mette, subject)).toContainText('Mette Holm (you)');
});

test('of two who acknowledge at once the second is told who has it, and nothing of hers is left on the screen', async ({ browser }) => {
  const subject = await arrive();
  const [mette, jonas] = [await person(browser, 'Mette Holm'), await person(browser, 'Jonas Krogh')];
  await expect(row(jonas, subject)).toBeVisible();
  await jonas.route('**/api/events', (route) => route.abort());
  await jonas.route('**/api/queue?**', (route) => route.abort()); // his screen has fallen behind
  await jonas.reload();
  await expect(row(jonas, subject).getByRole('button', { name: /^Acknowledge/ })).toBeVisible();
  await row(mette, subject)
    .getByRole('button', { name: /^Acknowledge/ })
    .click();
  await expect(row(mette, subject)).toContainText('Acknowledged by Mette Holm');
  await row(jonas, subject)
    .getByRole('button', { name: /^Acknowledge/ })
    .click();
  await expect(jonas.getByRole('alert').filter({ hasText: 'already acknowledged' })).toBeVisible();
  await expect(row(jonas, subject)).not.toContainText('Jonas Krogh (you)');
});

test('keyboard alone: find, move, acknowledge, open, assess', async ({ browser }) => {
  const subject = await arrive();
  const page = await person(browser, 'Mette Holm');
  await expect(row(page, subject)).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await page.keyboard.type(subject);
  await expect(page.getByTestId('queue-row')).toHaveCount(1);
  await expect(page.getByText(/hidden by filter and search/)).toBeVisible();
  await page.getByRole('searchbox').blur();
  await page.keyboard.press('j');
  await expect(row(page, subject).getByRole('link')).toBeFocused();
  await page.keyboard.press('a');
  await expect(row(page, subject)).toContainText('Acknowledged by Mette Holm');
  await expect(row(page, subject).getByRole('link')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('report-state')).toHaveText('Acknowledged by Mette Holm');
  await page.getByRole('button', { name: 'Assess', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Set af vagten, ingen fare.');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Store the assessment' }).press('Enter');
  await expect(page.getByTestId('report-state')).toHaveText('Assessed by Mette Holm');
  await expect(page.getByText('Set af vagten, ingen fare.').first()).toBeVisible();
});

test('a form that cannot be sent keeps what was typed and says why', async ({ browser }) => {
  const subject = await arrive();
  const [mette, jonas] = [await person(browser, 'Mette Holm'), await person(browser, 'Jonas Krogh')];
  await row(mette, subject).getByRole('link').click();
  await mette.getByRole('button', { name: 'Assess', exact: true }).click();
  await mette.getByRole('radio').first().check();
  await mette.getByRole('textbox', { name: 'Reason', exact: true }).fill('Min begrundelse');
  await mette.route('**/assess', (route) => route.abort());
  await mette.getByRole('button', { name: 'Store the assessment' }).click();
  await expect(mette.getByRole('alert').filter({ hasText: 'Mottak does not answer' })).toBeVisible();
  await mette.unroute('**/assess');
  await row(jonas, subject).getByRole('link').click();
  await jonas.getByRole('button', { name: 'Assess', exact: true }).click();
  await jonas.getByRole('radio').nth(1).check();
  await jonas.getByRole('textbox', { name: 'Reason', exact: true }).fill('Jonas var hurtigere');
  await jonas.getByRole('button', { name: 'Store the assessment' }).click();
  await expect(jonas.getByTestId('report-state')).toHaveText('Assessed by Jonas Krogh');
  await expect(mette.getByTestId('report-state')).toHaveText('Assessed by Jonas Krogh');
  await mette.getByRole('button', { name: 'Store the assessment' }).click();
  await expect(mette.getByRole('alert').filter({ hasText: 'already assessed' })).toBeVisible();
  await expect(mette.getByRole('textbox', { name: 'Reason', exact: true })).toHaveValue('Min begrundelse');
});

test('another municipality’s report is not there: not its page, not its original, and no act reaches it', async ({ browser }) => {
  const subject = await arrive();
  const mette = await person(browser, 'Mette Holm');
  await row(mette, subject).getByRole('link').click();
  await mette.waitForURL(/\/reports\/M/);
  const path = new URL(mette.url()).pathname;
  const ingrid = await person(browser, 'Ingrid Vik');
  expect((await ingrid.goto(path))?.status()).toBe(404);
  for (const part of ['', '/original', '/html', '/text', '/attachments/0'])
    expect((await ingrid.request.get(`/api${path}${part}`)).status()).toBe(404);
  const acts = ['acknowledge', 'hand-back', 'assess', 'assign', 'urgency', 'received-at', 'circumstances'];
  for (const act of [...acts, 'mark-done', 'leave-out', 'undo-duty', 'close-inquiry', 'request-feedback']) {
    const given = { rule: 'dk.confirm-receipt', exception: 'anonymous', received: { day: '2026-01-01', time: '10:00' } };
    const body = { version: 1, reason: 'x', outcome: 'pass_on', staffId: null, urgency: 'normal', ...given };
    expect((await ingrid.request.post(`/api${path}/${act}`, { data: body })).status()).toBe(404);
  }
  expect((await mette.request.get(`/api${path}`)).status()).toBe(200);
});

test('what came from outside is a file to save, never a page of ours', async ({ browser }) => {
  const subject = await arrive();
  const page = await person(browser, 'Mette Holm');
  await row(page, subject).getByRole('link').click();
  await page.waitForURL(/\/reports\/M/);
  const { headers, body } = await page.request
    .get(`/api${new URL(page.url()).pathname}/original`)
    .then(async (answer) => ({ headers: answer.headers(), body: await answer.text() }));
  expect(headers).toMatchObject({ 'content-type': 'application/octet-stream', 'x-content-type-options': 'nosniff' });
  expect(headers['content-disposition']).toMatch(/^attachment; filename="M.*\.eml"/);
  expect(headers['content-security-policy']).toContain('sandbox');
  expect(body).toContain(`Subject: ${subject}`);
  await expectAccessible(page);
});

test('a cut connection is told, and what was missed shows when it is back', async ({ browser }) => {
  const page = await person(browser, 'Mette Holm');
  await live(page);
  await page.context().setOffline(true);
  const subject = await arrive();
  await expect(page.getByText('Reconnecting …')).toBeVisible();
  await page.context().setOffline(false);
  await live(page);
  await expect(row(page, subject)).toBeVisible();
});
