import { chromium } from '@playwright/test';
import nodemailer from 'nodemailer';
import { median, round, row } from './measure';
import { startMottak } from './start-mottak';

const MAILS = 50;

/** Time from the SMTP listener's 250 to the report being visible in an open browser. */
export async function benchLatency(): Promise<void> {
  const mottak = await startMottak(3197);
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`${mottak.url}/sign-in`);
    await page.getByRole('button', { name: /^Mette Holm/ }).click();
    await page.waitForURL('**/queue');
    const transport = nodemailer.createTransport({ host: '127.0.0.1', port: mottak.smtpPort, ignoreTLS: true });
    const taken: number[] = [];
    for (let index = 0; index < MAILS; index++) {
      const subject = `Latency ${index} seen`;
      const seen = page
        .getByText(subject)
        .first()
        .waitFor({ timeout: 30_000 })
        .then(() => performance.now());
      await transport.sendMail({ from: 'nabo@fjordpost.example', to: 'underretning@lindevang.example', subject, text: 'Et barn.' });
      const answered = performance.now();
      taken.push((await seen) - answered);
    }
    row('SMTP 250 to visible in an open browser', { mails: MAILS, median_ms: round(median(taken)), max_ms: round(Math.max(...taken)) });
    transport.close();
  } finally {
    await browser.close();
    await mottak.stop();
  }
}
