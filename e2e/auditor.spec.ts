import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, type Page, test } from '@playwright/test';
import nodemailer from 'nodemailer';
import pg from 'pg';
import { type StartedMottak, startMottak } from '../bench/start-mottak';
import { useEmbeddedPostgres } from '../lib/db/embedded-postgres';
import { expectAccessible } from './helpers';

const run = promisify(execFile);
const METRICS_TOKEN = 'a-token-of-our-own-for-prometheus';

let mottak: StartedMottak;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  mottak = await startMottak(3195, { METRICS_TOKEN });
});
test.afterAll(() => mottak.stop());

/** `mottak audit` as whoever runs Mottak calls it: its lines, and its exit code. */
async function audit(): Promise<{ code: number; lines: Record<string, unknown>[] }> {
  const env = { ...process.env, DATABASE_URL: '', DATA_DIR: mottak.dataDir, MOTTAK_MODE: 'demo' };
  const command = ['--import', 'tsx', 'scripts/mottak.ts', 'audit'];
  const ended = await run(process.execPath, command, { env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  expect(ended.stderr).toBe('');
  const lines = ended.stdout.trim().split('\n');
  return { code: ended.code, lines: lines.map((line) => JSON.parse(line)) };
}

async function arrive(): Promise<void> {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: mottak.smtpPort, secure: false, ignoreTLS: true });
  await transport.sendMail({
    to: 'underretning@lindevang.example',
    from: 'Nabo <nabo@fjordpost.example>',
    subject: 'A child',
    text: 'A child was alone at home.',
  });
  transport.close();
}

/** Changes rows past all use cases, as somebody with access to the database could. */
async function corrupt(text: string, values: unknown[] = []): Promise<void> {
  const server = await useEmbeddedPostgres(mottak.dataDir);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query(text, values);
  await client.end();
  await server.release();
}

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto(`${mottak.url}/sign-in`);
  await page.getByRole('button', { name: new RegExp(`^${name} `) }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await page.context().addCookies([{ name: 'mottak-locale', value: 'en', url: mottak.url }]);
}

test('a limit that somebody moved past Mottak is an alarm on the overview with the report’s reference, in health and in the metrics, until it is right again', async ({
  page,
  request,
}) => {
  test.setTimeout(180_000);
  await arrive();
  expect(await audit()).toMatchObject({ code: 0, lines: [{ checked: 1, findings: 0, complete: true }] });

  await corrupt(`UPDATE deadline SET due_at = due_at + interval '1 day' WHERE rule = 'dk.first-assessment'`);
  const found = await audit();
  expect(found).toMatchObject({ code: 1, lines: [{ finding: 'deadline-moved', where: 'dk.first-assessment' }, { findings: 1 }] });
  const ref = String(found.lines[0]?.report);

  const health = await request.get(`${mottak.url}/api/health`);
  expect([health.status(), (await health.json()).checks.findings]).toEqual([503, 'audit-findings']);
  expect((await request.get(`${mottak.url}/api/health?for=balancer`)).status()).toBe(200);
  expect((await request.get(`${mottak.url}/api/metrics`)).status()).toBe(401);
  const metrics = await request.get(`${mottak.url}/api/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  expect(await metrics.text()).toContain('mottak_alarms_open{municipality="lindevang",code="audit-deadline-moved",severity="red"} 1');

  await signIn(page, 'Birgit Dahl');
  await page.goto(`${mottak.url}/overview`);
  const alarm = page.getByTestId('alarm-audit-deadline-moved');
  await expect(alarm).toContainText('A limit is not what it must be');
  await expect(alarm.getByRole('link', { name: `Report ${ref}` })).toHaveAttribute('href', `/reports/${ref}`);
  await expect(alarm.getByRole('button', { name: 'End this alarm' })).toHaveCount(0);
  await expectAccessible(page);
  await alarm.getByRole('button', { name: 'I have seen this' }).click();
  await expect(alarm).toContainText('Seen by Birgit Dahl');

  await corrupt(`UPDATE deadline SET due_at = due_at - interval '1 day' WHERE rule = 'dk.first-assessment'`);
  expect((await audit()).code).toBe(0);
  await expect(alarm).toHaveCount(0);
  await expect(page.getByTestId('no-alarms')).toBeVisible();
  await expect(page.getByTestId('audit-status')).toContainText('found nothing wrong');
});

test('an administrator ends an alarm about the past with a reason, and what was typed stays until it is taken', async ({ page }) => {
  test.setTimeout(120_000);
  await arrive();
  await corrupt(`DELETE FROM deadline WHERE rule = 'dk.feedback' AND report_id = (SELECT id FROM report ORDER BY stored_at DESC LIMIT 1)`);
  expect((await audit()).code).toBe(1);
  await signIn(page, 'Anders Friis');
  await page.goto(`${mottak.url}/overview`);
  const alarm = page.getByTestId('alarm-audit-deadline-missing');
  await expect(alarm).toBeVisible();
  await expect(alarm.locator('a')).toHaveCount(0);
  await alarm.getByRole('button', { name: 'End this alarm' }).click();
  await alarm.getByRole('button', { name: 'End the alarm' }).click();
  await expect(alarm).toContainText('Write a reason.');
  await alarm.getByLabel('What was the cause, and what was done?').fill('Removed by a script of ours; counted by hand.');
  await expectAccessible(page);
  await page.route('**/settle', (route) => route.abort());
  await alarm.getByRole('button', { name: 'End the alarm' }).click();
  await expect(alarm.locator('form').getByRole('alert')).toBeVisible();
  await expect(alarm.getByLabel('What was the cause, and what was done?')).toHaveValue('Removed by a script of ours; counted by hand.');
  await page.unroute('**/settle');
  await alarm.getByRole('button', { name: 'End the alarm' }).click();
  await expect(alarm).toHaveCount(0);
  expect((await audit()).code).toBe(0);
});
