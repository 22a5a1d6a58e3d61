import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';

const NEEDED = [
  { file: ['/usr/bin/chromium'], debian: 'chromium', why: 'the browser tests' },
  {
    file: ['/usr/sbin/dovecot', '/usr/bin/dovecot', '/opt/homebrew/sbin/dovecot'],
    debian: 'dovecot-imapd',
    why: 'the tests against a real IMAP server',
  },
  {
    file: ['/usr/lib/rabbitmq/bin/rabbitmq-server'],
    debian: 'rabbitmq-server',
    why: 'the tests of Fiks IO against a real AMQP broker',
  },
  ...['dan', 'nor', 'swe'].map((language) => ({
    file: [`/usr/share/tesseract-ocr/5/tessdata/${language}.traineddata`, `/opt/homebrew/share/tessdata/${language}.traineddata`],
    debian: `tesseract-ocr-${language}`,
    why: 'recognising text in scans',
  })),
  { file: ['/usr/bin/tesseract', '/opt/homebrew/bin/tesseract'], debian: 'tesseract-ocr', why: 'recognising text in scans' },
  { file: ['/usr/bin/pdftoppm', '/opt/homebrew/bin/pdftoppm'], debian: 'poppler-utils', why: 'recognising text in scanned PDFs' },
  { file: ['/usr/bin/gpg', '/opt/homebrew/bin/gpg'], debian: 'gpg', why: 'opening mails encrypted with PGP' },
  { file: ['/usr/bin/openssl', '/opt/homebrew/bin/openssl'], debian: 'openssl', why: 'making mails encrypted with S/MIME' },
];

/** On Debian as root installs what the tests need beside npm; elsewhere says what to install and ends. */
export function installTestTools(): void {
  const missing = NEEDED.filter(({ file }) => !file.some((place) => existsSync(place)));
  if (missing.length === 0) return;
  const names = missing.map(({ debian }) => debian);
  if (!existsSync('/usr/bin/apt-get') || userInfo().uid !== 0) {
    const reasons = missing.map(({ debian, why }) => `  ${debian}: for ${why}`).join('\n');
    process.stderr.write(
      `The tests need programs that npm does not bring:\n${reasons}\nOn Debian or Ubuntu: sudo apt-get install ${names.join(' ')}\n`,
    );
    process.exit(1);
  }
  process.stderr.write(`Installing ${names.join(', ')} for the tests …\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'], env });
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { stdio: ['ignore', 'ignore', 'inherit'], env });
}
