import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './helpers';

// The pages hold no script. Everything runs in a browser without scripts, and the same once more in one with scripts, which axe needs.
const BROWSERS = [
  { name: 'without scripts', javaScriptEnabled: false, check: async (_page: Page) => undefined },
  { name: 'with scripts', javaScriptEnabled: true, check: expectAccessible },
];

const FORMS = [
  {
    slug: 'lindevang',
    locale: 'da',
    send: 'Send underretning',
    concern: 'beskrivelse',
    child: 'barn.1.fornavn',
    date: 'barn.1.foedselsdato',
    stored: 'Underretningen er modtaget',
  },
  {
    slug: 'vestreim',
    locale: 'nb',
    send: 'Send melding',
    concern: 'beskrivelse',
    child: 'barn.1.fornavn',
    date: 'barn.1.fodselsdato',
    stored: 'Meldingen er mottatt',
  },
  {
    slug: 'alvshamn',
    locale: 'sv',
    send: 'Skicka anmälan',
    concern: 'beskrivning',
    child: 'barn.1.fornamn',
    date: 'barn.1.fodelsedatum',
    stored: 'Anmälan är mottagen',
  },
];

const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);
const expectNumbers = async (page: Page) => {
  await expect(page.locator('header').getByRole('link', { name: /^112/ })).toBeInViewport();
};

for (const { name, javaScriptEnabled, check } of BROWSERS) {
  test.describe(name, () => {
    test.use({ javaScriptEnabled });

    for (const { slug, locale, send, concern, child, date, stored } of FORMS) {
      test(`${slug}: an error keeps what was typed, and a stored report gives a code that a reload shows again`, async ({ page }) => {
        await page.goto(`/form/${slug}?lang=${locale}`);
        await check(page);
        await field(page, child).fill('Ida & Bo');
        await field(page, date).fill('31.2.2015');
        await field(page, concern).fill('Hun er <alene> om aftenen.\nHver dag.');
        await page.getByRole('button', { name: send }).click();

        await expect(page.getByRole('alert')).toBeFocused();
        await check(page);
        await expectNumbers(page);
        await expect(field(page, child)).toHaveValue('Ida & Bo');
        await expect(field(page, concern)).toHaveValue('Hun er <alene> om aftenen.\nHver dag.');
        await page.getByRole('alert').getByRole('link').first().click();
        await expect(field(page, date)).toBeInViewport();
        await expectNumbers(page);

        await field(page, date).fill('28.2.2015');
        await page.getByRole('radio').and(page.locator('[value="privatperson"]')).check();
        await field(page, concern).press('End');
        await page.getByRole('button', { name: send }).click();

        await expect(page.getByRole('heading', { level: 1 })).toHaveText(stored);
        await check(page);
        const code = await page.locator('code').textContent();
        expect(code).toMatch(/^\w{4}-\w{4}-\w{4}-\w{4}$/);
        expect(page.url()).not.toContain(code ?? 'no code');
        await page.reload();
        await expect(page.locator('code')).toHaveText(code ?? 'no code');
      });
    }

    test('another language keeps what was typed, and the Enter key sends instead of changing the language', async ({ page }) => {
      await page.goto('/form/lindevang?lang=da');
      await field(page, 'barn.1.fornavn').fill('Ida');
      await page.getByRole('button', { name: 'Svenska' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText('Orosanmälan');
      await expect(field(page, 'barn.1.fornavn')).toHaveValue('Ida');
      await field(page, 'barn.1.fornavn').press('Enter');
      await expect(page.getByRole('alert')).toContainText('Anmälan är inte skickad ännu');
    });

    test('whoever ticks that the child is in danger is told to call 112', async ({ page }) => {
      await page.goto('/form/lindevang?lang=en');
      await expect(page.getByText('Call 112 now')).toBeHidden();
      await page.getByRole('group', { name: 'Is the child in danger right now?' }).getByLabel('yes').check();
      await expect(page.getByText('Call 112 now')).toBeVisible();
      await check(page);
    });

    test('files that were sent with an error are named, to be chosen again, and a second child stays open', async ({ page }) => {
      await page.goto('/form/vestreim?lang=en');
      await page.getByText('Add child 2').click();
      await field(page, 'barn.2.fornavn').fill('Bo');
      await field(page, 'vedlegg').setInputFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('note') });
      await page.getByRole('button', { name: 'Send report' }).click();
      await expect(page.getByRole('listitem').filter({ hasText: 'note.txt' })).toBeVisible();
      await expect(field(page, 'barn.2.fornavn')).toBeVisible();
    });

    test('the form fits a narrow telephone and a dark screen', async ({ page }) => {
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.setViewportSize({ width: 320, height: 640 });
      for (const path of ['/form?lang=nn', '/form/vestreim?lang=nn', '/form/vestreim/receipt?lang=nn']) {
        await page.goto(path);
        await check(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
        await expectNumbers(page);
      }
    });
  });
}
