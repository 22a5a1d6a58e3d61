import { type Browser, expect, type Page, test } from '@playwright/test';
import { expectAccessible, sendMail, signInAs } from './helpers';

const SHOTS = process.env.E2E_SHOTS;

/** A person at a browser of their own. */
async function person(browser: Browser, name: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signInAs(page, name);
  return page;
}

let counter = 0;

/** A mail that reaches the queue; its subject is its own. */
async function arrive(text = 'Jeg er bekymret for et barn i opgangen. Det græder om natten.', to?: string): Promise<string> {
  counter += 1;
  const subject = `Pligter ${process.pid}-${counter}`;
  await sendMail({ subject, text, ...(to ? { to } : {}) });
  return subject;
}

async function open(page: Page, subject: string): Promise<void> {
  await page.goto('/queue');
  await page.getByTestId('queue-row').filter({ hasText: subject }).getByRole('link', { name: subject, exact: true }).click();
  await page.waitForURL(/\/reports\/M/);
  // Reading may change the report once more, and a form of before would rightly be refused.
  await expect(page.getByRole('listitem').filter({ hasText: 'Mottak has read it' })).toBeVisible();
}

const duty = (page: Page, rule: string) => page.locator(`[data-rule="${rule}"]`);
const inCopenhagen = (at: Date) => {
  const [day, time] = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Copenhagen', dateStyle: 'short', timeStyle: 'short' })
    .format(at)
    .split(' ');
  return { day: day ?? '', time: time ?? '' };
};
const hoursAgo = (hours: number) => inCopenhagen(new Date(Date.now() - hours * 3_600_000));

async function shoot(page: Page, name: string): Promise<void> {
  if (!SHOTS) return;
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `${SHOTS}/${name}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 720 });
}

test('a confirmation is marked as done when it was done; a time before the receipt is refused in words and nothing typed is lost', async ({
  browser,
}) => {
  const subject = await arrive();
  const page = await person(browser, 'Mette Holm');
  await open(page, subject);
  const confirm = duty(page, 'dk.confirm-receipt');
  await expect(confirm).toContainText('Statutory limit');
  await expect(confirm).toContainText('Barnets lov § 138, stk. 1');
  await expect(confirm).toContainText('formerly Serviceloven § 155 b, stk. 1');
  await expect(confirm).toContainText('the act itself was not read (V2)');
  await expect(confirm.getByTestId('two-days')).toContainText(/Send or do it by .+; breach after .+/);
  await expect(duty(page, 'dk.first-assessment').getByRole('button')).toHaveCount(0);
  await expect(duty(page, 'dk.feedback')).toContainText('Starts when the assessment is complete.');
  await shoot(page, 'duties');
  await confirm.getByRole('button', { name: /^Mark as done/ }).click();
  await confirm.getByLabel('Date').fill(hoursAgo(30).day);
  await confirm.getByLabel('Note (optional)').fill('Ringet op.');
  await confirm.getByRole('button', { name: 'Store as done' }).click();
  await expect(confirm).toContainText('That is before the report was received.');
  await expect(confirm.getByLabel('Note (optional)')).toHaveValue('Ringet op.');
  await shoot(page, 'mark-done-fault');
  await expectAccessible(page);
  const now = hoursAgo(0);
  await confirm.getByLabel('Date').fill(now.day);
  await confirm.getByLabel('Time').fill(now.time);
  await confirm.getByRole('button', { name: 'Store as done' }).click();
  await expect(confirm).toContainText('Stored as done.');
  await expect(confirm).toContainText(/Met .+ · Mette Holm/);
  await expect(confirm.getByTestId('time-left')).toHaveCount(0);
  await expect(duty(page, 'dk.first-assessment').getByTestId('time-left')).toBeVisible();
  await expect(page.getByText(/Mette Holm: done .+: Confirmation to the notifier/)).toBeVisible();
  await confirm.getByRole('button', { name: /^Undo/ }).click();
  await confirm.getByLabel('Reason').fill('Det var en anden underretning.');
  await confirm.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(confirm.getByTestId('time-left')).toBeVisible();
  await expectAccessible(page);
});

test('a duty is left out only by an exception of its act, with a reason that everybody can read', async ({ browser }) => {
  const subject = await arrive();
  const page = await person(browser, 'Mette Holm');
  await open(page, subject);
  await expect(duty(page, 'dk.reassessment').getByRole('button', { name: /^Not needed/ })).toHaveCount(0);
  const interview = duty(page, 'dk.child-interview');
  await expect(interview).toContainText('Starts when a person states that abuse is reported.');
  await interview.getByRole('button', { name: /^Yes/ }).click();
  await expect(interview).toContainText('Runs from');
  await interview.getByRole('button', { name: /^Not needed/ }).click();
  await interview.getByRole('button', { name: 'Store as not needed' }).click();
  await expect(interview).toContainText('Choose an exception.');
  await interview.getByRole('radio').check();
  await interview.getByRole('button', { name: 'Store as not needed' }).click();
  await expect(interview).toContainText('Write a reason.');
  await interview.getByLabel('Reason').fill('Barnet er et halvt år.');
  await expectAccessible(page);
  await interview.getByRole('button', { name: 'Store as not needed' }).click();
  await expect(interview).toContainText('Not needed: The child’s maturity or the nature of the case · Mette Holm');
  await expect(interview).toContainText('Barnet er et halvt år.');
  await expect(page.getByText('Mette Holm stated: Abuse is reported.')).toBeVisible();
  await shoot(page, 'not-needed');
  await expectAccessible(page);
});

test('a receipt that was earlier moves the time left, keeps both times, and nothing typed is lost', async ({ browser }) => {
  const subject = await arrive();
  const page = await person(browser, 'Mette Holm');
  await open(page, subject);
  const first = duty(page, 'dk.first-assessment').getByTestId('time-left');
  await expect(first).toContainText(/left/);
  await page.getByText('How it came').click();
  await page.getByRole('button', { name: 'Correct the time of receipt' }).click();
  const form = page.getByTestId('form-received-at');
  const earlier = hoursAgo(26);
  await form.getByRole('button', { name: 'Store the time' }).click();
  await expect(form).toContainText('Give a time earlier than the one shown.');
  await form.getByLabel('Date').fill(earlier.day);
  await form.getByLabel('Time').fill(earlier.time);
  await form.getByRole('button', { name: 'Store the time' }).click();
  await expect(form).toContainText('Write a reason.');
  await expect(form.getByLabel('Time')).toHaveValue(earlier.time);
  await form.getByLabel('Reason').fill('Brevet lå i postkassen.');
  await shoot(page, 'received-at');
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Store the time' }).click();
  await expect(page.getByText('The time of receipt is corrected.')).toBeVisible();
  await expect(first).toContainText(/overdue by/);
  await expect(page.getByText(/Mette Holm corrected the time of receipt: .+ → .+/)).toBeVisible();
});

test('who was involved before is warned, goes on only knowingly and with a reason, and the supervisor sees it', async ({ browser }) => {
  const text = 'Jeg er bekymret. Barn: 631224-7346';
  const before = await arrive(text);
  const mette = await person(browser, 'Mette Holm');
  await open(mette, before);
  const firstRef = new URL(mette.url()).pathname.split('/').at(-1) ?? '';
  await mette.getByRole('button', { name: 'Assess', exact: true }).click();
  await expect(mette.getByTestId('involved')).toHaveCount(0);
  await mette.getByRole('radio').nth(1).check();
  await mette.getByRole('textbox', { name: 'Reason' }).fill('Afdækning.');
  await mette.getByRole('button', { name: 'Store the assessment' }).click();
  await expect(mette.getByTestId('report-state')).toHaveText('Assessed by Mette Holm');
  const again = await arrive(text);
  const jonas = await person(browser, 'Jonas Krogh');
  await open(jonas, again);
  await jonas.getByRole('button', { name: 'Assess', exact: true }).click();
  await expect(jonas.getByTestId('involved')).toContainText(`Mette Holm: ${firstRef}`);
  await expect(jonas.getByTestId('involved').getByRole('checkbox')).toHaveCount(0);
  await open(mette, again);
  const secondRef = new URL(mette.url()).pathname.split('/').at(-1) ?? '';
  await mette.getByRole('button', { name: 'Assess', exact: true }).click();
  const warning = mette.getByTestId('involved');
  await expect(warning).toContainText('You were involved before.');
  await mette.getByRole('radio').nth(2).check();
  await mette.getByRole('textbox', { name: 'Reason', exact: true }).fill('Genvurderes.');
  await mette.getByRole('button', { name: 'Store the assessment' }).click();
  await expect(warning).toContainText('Tick that you know');
  await expect(mette.getByRole('textbox', { name: 'Reason', exact: true })).toHaveValue('Genvurderes.');
  await shoot(mette, 'involved');
  await expectAccessible(mette);
  await warning.getByRole('checkbox').check();
  await warning.getByRole('textbox').fill('Ingen anden på vagt.');
  await mette.getByRole('button', { name: 'Store the assessment' }).click();
  await expect(mette.getByTestId('report-state')).toHaveText('Assessed by Mette Holm');
  await expect(mette.getByText(`Was involved before in ${firstRef}.`)).toBeVisible();
  await expect(mette.getByText('Ingen anden på vagt.')).toBeVisible();
  const supervisor = await person(browser, 'Birgit Dahl');
  await supervisor.goto('/overview');
  const section = supervisor.getByRole('region', { name: 'Reassessed by somebody involved before' });
  await expect(section).toContainText(secondRef);
  await expect(section).toContainText('Mette Holm assessed');
  await expectAccessible(supervisor);
});

test('closing a Norwegian investigation starts the weeks to tell the notifier', async ({ browser }) => {
  const subject = await arrive('Jeg er bekymret for et barn.', 'barnevern@vestreim.example');
  const page = await person(browser, 'Ingrid Vik');
  await open(page, subject);
  await page.getByRole('button', { name: 'Assess', exact: true }).click();
  await page.getByRole('radio', { name: 'Investigation (§ 2-2)' }).check();
  await page.getByRole('textbox', { name: 'Reason' }).fill('Undersøkes.');
  await page.getByRole('button', { name: 'Store the assessment' }).click();
  const investigation = duty(page, 'no.investigation');
  await investigation.getByRole('button', { name: /^Close the inquiry/ }).click();
  await investigation.getByRole('button', { name: 'Store as closed' }).click();
  await expect(investigation).toContainText(/Met .+ · Ingrid Vik/);
  await expect(duty(page, 'no.feedback').getByTestId('time-left')).toBeVisible();
  await expect(page.getByText(/Ingrid Vik closed the inquiry/)).toBeVisible();
  await shoot(page, 'closed');
  await expectAccessible(page);
});
