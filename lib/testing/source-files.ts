import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export type SourceFile = { path: string; code: string };

/** The project's TypeScript files, tracked or new, with comments blanked so that prose never trips a guard. */
export function sourceFiles(): SourceFile[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '*.ts', '*.tsx'], {
    encoding: 'utf8',
  });
  return listed
    .split('\n')
    .filter(Boolean)
    .flatMap((path) => {
      try {
        return [{ path, code: withoutComments(readFileSync(path, 'utf8')) }];
      } catch {
        return [];
      }
    });
}

/** Blanks comments; a "//" inside a string such as a URL stays. */
export function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/(^|[^:'"`\\/])\/\/[^\n]*/g, '$1');
}
