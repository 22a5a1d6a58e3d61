import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, type Page, test } from '@playwright/test';
import { startOidcProvider } from '../lib/testing/oidc-provider';

const PORT = 3187;
const ISSUER_PORT = 3189;
const base = `http://127.0.0.1:${PORT}`;
const client = { id: 'mottak', secret: 'a-secret-of-this-test-only', redirect: `${base}/api/auth/callback/oidc` };

let mottak: ChildProcess;
let dataDir: string;
let provider: Awaited<ReturnType<typeof startOidcProvider>>;

test.beforeAll(async () => {
  provider = await startOidcProvider(ISSUER_PORT, client);
  dataDir = await mkdtemp(path.join(tmpdir(), 'mottak-oidc-'));
  const env = {
    ...process.env,
    DATABASE_URL: '',
    DATA_DIR: dataDir,
    PORT: String(PORT),
    SMTP_PORT: '3188',
    PUBLIC_URL: base,
    HOST: '127.0.0.1',
    MOTTAK_MODE: '',
    AUTH_SECRET: 'c'.repeat(48),
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: client.id,
    OIDC_CLIENT_SECRET: client.secret,
    OIDC_NAME: 'Kommune-ID',
  };
  const command = (...words: string[]) =>
    execFileSync(process.execPath, ['--import', 'tsx', 'scripts/mottak.ts', ...words], { env, encoding: 'utf8' });
  command(
    'add-municipality',
    'nyborg-test',
    '--name',
    'Prøve Kommune',
    '--country',
    'dk',
    '--phone',
    '00 11 22 33',
    '--mail-address',
    'underretning@proeve.example',
  );
  command('add-staff', 'karen@proeve.example', '--municipality', 'nyborg-test', '--name', 'Karen Prøve', '--role', 'caseworker');
  mottak = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(mottak.stdout as NodeJS.ReadableStream), 'line');
  expect(String(line)).toContain('Kommune-ID');
});

test.afterAll(async () => {
  const ended = once(mottak, 'exit');
  mottak.kill('SIGINT');
  await ended;
  await provider.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function signIn(page: Page, address: string): Promise<void> {
  await page.goto(`${base}/sign-in`);
  await page.getByRole('button', { name: /Kommune-ID/ }).click();
  await page.locator('input[name=login]').fill(address);
  await page.locator('input[name=password]').fill('whatever');
  await page.locator('button[type=submit]').click();
  await page.locator('button[type=submit]').click();
}

test('a person whom the provider knows and Mottak has an account for comes in', async ({ page }) => {
  await signIn(page, 'karen@proeve.example');
  await page.waitForURL(`${base}/queue`);
  await expect(page.getByText('Karen Prøve')).toBeVisible();
});

test('a person whom only the provider knows stays outside', async ({ page }) => {
  await signIn(page, 'stranger@proeve.example');
  await page.waitForURL(/\/sign-in\?.*error=/);
  await expect(page.getByRole('alert').or(page.locator('.aksel-alert')).first()).toBeVisible();
});

test('outside demo mode there are no demo accounts, on the page or behind it', async ({ page }) => {
  await page.goto(`${base}/sign-in`);
  await expect(page.getByRole('button')).toHaveCount(1);
  const { csrfToken } = await (await page.request.get(`${base}/api/auth/csrf`)).json();
  await page.request.post(`${base}/api/auth/callback/demo`, { form: { csrfToken, email: 'karen@proeve.example' } });
  expect((await page.request.get(`${base}/api/queue`)).status()).toBe(401);
});
