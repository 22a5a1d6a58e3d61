import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const VICTIMS = ['web', 'worker', 'postgres', 'mail-server'] as const;
type Victim = (typeof VICTIMS)[number];

export type Kills = Record<Victim, number>;
export type Killing = {
  dataDir: string;
  /** Process of the mail server; the sessions that it serves are killed, and it goes on. */
  mailServer: number;
  kills: number;
  /** How long the whole database stands still, once, half way through. */
  freezeMs: number;
  total: number;
  /** How many receipts have been given so far. */
  done(): number;
};

/** Kills in turn with SIGKILL, each time when another random share of the receipts has been given and deliveries are under way. */
export async function killAtRandom({ dataDir, mailServer, kills, freezeMs, total, done }: Killing): Promise<Kills> {
  const counted: Kills = { web: 0, worker: 0, postgres: 0, 'mail-server': 0 };
  const points = Array.from({ length: kills }, () => Math.floor(Math.random() * total * 0.95)).sort((a, b) => a - b);
  for (const [turn, point] of points.entries()) {
    while (done() < point) await pause(5);
    await pause(Math.random() * 300);
    if (turn === Math.floor(kills / 2)) await freezeDatabase(dataDir, freezeMs);
    const victim = VICTIMS[turn % VICTIMS.length] ?? 'web';
    while (!(await kill(await pidsOf(dataDir, mailServer, victim)))) await pause(20);
    counted[victim] += 1;
  }
  return counted;
}

/** False while the victim is just being started again. */
async function kill(pids: number[]): Promise<boolean> {
  return pids.map((pid) => signal(pid, 'SIGKILL')).some(Boolean);
}

function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** The database neither answers nor ends: what a full disk or a hanging machine looks like from outside. */
async function freezeDatabase(dataDir: string, ms: number): Promise<void> {
  const server = await pidOf(dataDir, 'postgres');
  if (!server || ms === 0) return;
  const frozen = [server, ...(await childrenOf(server)).map(({ pid }) => pid)];
  for (const pid of frozen) signal(pid, 'SIGSTOP');
  await pause(ms);
  for (const pid of frozen) signal(pid, 'SIGCONT');
}

async function pidsOf(dataDir: string, mailServer: number, victim: Victim): Promise<number[]> {
  if (victim === 'mail-server') return (await childrenOf(mailServer)).filter(({ name }) => name === 'imap').map(({ pid }) => pid);
  const pid = await pidOf(dataDir, victim);
  return pid ? [pid] : [];
}

async function pidOf(dataDir: string, victim: 'web' | 'worker' | 'postgres'): Promise<number | undefined> {
  const file = victim === 'postgres' ? 'postgres/postmaster.pid' : 'mottak.pids';
  const lines = (await readFile(path.join(dataDir, file), 'utf8').catch(() => '')).split('\n').map((line) => Number.parseInt(line, 10));
  return lines[victim === 'postgres' ? 0 : victim === 'web' ? 1 : 2] || undefined;
}

/** From the kernel's table of processes: name and parent stand in a line "pid (name) state parent …". */
async function childrenOf(parent: number): Promise<{ pid: number; name: string }[]> {
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(all.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  return lines.flatMap((line) => {
    const [, pid, name = '', ppid] = /^(\d+) \((.*)\) \S (\d+)/.exec(line) ?? [];
    return Number(ppid) === parent ? [{ pid: Number(pid), name }] : [];
  });
}
