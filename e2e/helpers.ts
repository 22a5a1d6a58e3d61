import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import nodemailer from 'nodemailer';

/** Signs in as one of the demo's cast, in English unless told otherwise. */
export async function signInAs(page: Page, name: string, locale = 'en'): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: new RegExp(`^${name} `) }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await page.context().addCookies([{ name: 'mottak-locale', value: locale, url: new URL(page.url()).origin }]);
  await page.reload();
}

/** No accessibility fault that axe can find, by WCAG 2.2 AA. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

/** Sends a mail to Mottak's own SMTP listener; resolves with the server's answer after its 250. */
export async function sendMail(mail: { to?: string; from?: string; subject: string; text: string }): Promise<string> {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: Number(process.env.E2E_SMTP_PORT ?? '3178'),
    secure: false,
    ignoreTLS: true,
  });
  const sent = await transport.sendMail({ to: 'underretning@lindevang.example', from: 'Nabo <nabo@fjordpost.example>', ...mail });
  transport.close();
  return sent.response;
}
