import { expect, type Page, test } from '@playwright/test';
import { expectAccessible, signInAs } from './helpers';

/** Who stands in for whom in the demo's two layers. */
const OTHER: Record<string, string> = {
  'Mette Holm': 'Jonas Krogh',
  'Jonas Krogh': 'Mette Holm',
  'Sanne Lund': 'Birgit Dahl',
  'Birgit Dahl': 'Sanne Lund',
};

const onDutyNow = (page: Page) => page.getByTestId('on-duty-now').getByRole('listitem').first();

async function personOnDuty(page: Page): Promise<string> {
  const card = (await onDutyNow(page).textContent()) ?? '';
  return Object.keys(OTHER).find((name) => card.includes(name)) ?? '';
}

/** The local day so many days from today, as a date field takes it. */
async function day(page: Page, days: number): Promise<string> {
  const today = await page.locator('[data-testid^="day-"]', { hasText: 'today' }).getAttribute('data-testid');
  return new Date(Date.parse(`${today?.slice(4)}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

test('a supervisor sees who is on duty, enters an absence, and sees the duty move and come back', async ({ page }) => {
  await signInAs(page, 'Birgit Dahl');
  await page.getByRole('link', { name: 'Duty roster' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Duty roster' })).toBeVisible();
  await expect(page.getByTestId('no-gaps')).toBeVisible();
  await expectAccessible(page);
  const person = await personOnDuty(page);
  expect(person).not.toBe('');

  await page.getByRole('button', { name: 'Enter absence' }).click();
  await page.getByRole('button', { name: 'Store absence' }).click();
  await expect(page.getByText('Must be filled in.').first()).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Who is away?').selectOption({ label: person });
  const wrong = await day(page, -1);
  await page.locator('#absence-toDay').fill(wrong);
  await page.getByRole('button', { name: 'Store absence' }).click();
  await expect(page.getByText('Ends before it starts.')).toBeVisible();
  await expect(page.locator('#absence-toDay')).toHaveValue(wrong);
  await page.locator('#absence-toDay').fill(await day(page, 2));
  await page.getByRole('button', { name: 'Store absence' }).click();

  await expect(onDutyNow(page)).toContainText(OTHER[person] ?? '');
  await expect(onDutyNow(page)).toContainText('covers an absence');
  await expect(page.getByTestId('absences')).toContainText(person);
  await expectAccessible(page);
  await page
    .getByTestId('absences')
    .getByRole('button', { name: new RegExp(`^End: ${person}`) })
    .click();
  await page.getByRole('button', { name: 'Yes, end' }).click();
  await expect(onDutyNow(page)).toContainText(person);
  await expect(page.getByTestId('absences')).toContainText('No absence is entered.');
});

test('shifts of a calendar file are shown before they are taken, what is not taken is told, and the same file gives nothing twice', async ({
  page,
}) => {
  await signInAs(page, 'Birgit Dahl');
  await page.goto('/roster');
  const start = (await day(page, 30)).replaceAll('-', '');
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y//DA'];
  lines.push('BEGIN:VEVENT', 'UID:e2e-1', `DTSTART;VALUE=DATE:${start}`, 'SUMMARY:Døgnvagt: Jonas Krogh', 'END:VEVENT');
  lines.push('BEGIN:VEVENT', 'UID:e2e-2', `DTSTART;VALUE=DATE:${start}`, 'SUMMARY:Julefrokost', 'END:VEVENT', 'END:VCALENDAR', '');
  const file = { name: 'vagter.ics', mimeType: 'text/calendar', buffer: Buffer.from(lines.join('\r\n')) };

  await page.getByRole('button', { name: 'Import a calendar' }).click();
  await page.getByLabel('Calendar file').setInputFiles(file);
  await page.getByRole('button', { name: 'See what would be taken' }).click();
  const preview = page.getByTestId('import-preview');
  await expect(preview).toContainText('One new shift:');
  await expect(preview).toContainText('Jonas Krogh · Døgnvagt');
  await expect(preview).toContainText(/Julefrokost.*names no member of staff/);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Take them' }).click();
  await expect(page.getByTestId('overrides')).toContainText('from a calendar');

  await page.getByRole('button', { name: 'Import a calendar' }).click();
  await page.getByLabel('Calendar file').setInputFiles(file);
  await page.getByRole('button', { name: 'See what would be taken' }).click();
  await expect(preview).toContainText('One is here already:');
});

test('a layer without hours at night leaves gaps, which are listed in words', async ({ page }) => {
  await signInAs(page, 'Turid Nes');
  await page.goto('/roster');
  await expect(page.getByText('There is no roster.')).toBeVisible();
  await page.getByRole('button', { name: 'New layer' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Kontortid');
  await page.getByLabel('Add a person').selectOption({ label: 'Ingrid Vik' });
  await page.getByLabel('In these hours').check();
  await page.getByRole('button', { name: 'Store layer' }).click();
  await expect(page.getByTestId('gaps').getByRole('listitem').first()).toBeVisible();
  await expect(page.getByTestId('layers')).toContainText('Ingrid Vik');
  await expectAccessible(page);
  await page.getByTestId('layers').getByRole('button', { name: 'End: Kontortid' }).click();
  await page.getByRole('button', { name: 'Yes, end' }).click();
  await expect(page.getByText('There is no roster.')).toBeVisible();
});

test('a caseworker sees the roster, enters only their own absence, and takes it as a calendar file', async ({ page }) => {
  await signInAs(page, 'Mette Holm');
  await page.goto('/roster');
  await expect(page.getByRole('button', { name: 'Enter absence' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Swap a duty' })).toHaveCount(0);
  expect((await page.request.post('/api/roster/import', { data: { text: 'x', layerId: null, confirm: true } })).status()).toBe(403);
  const answer = await page.request.get('/api/roster/calendar.ics?weeks=4');
  expect(answer.headers()['content-type']).toBe('text/calendar; charset=utf-8');
  expect(await answer.text()).toContain('SUMMARY:Kontortid: Mette Holm');
});
