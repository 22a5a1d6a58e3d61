import { expect, it } from 'vitest';
import { readFormDate } from './form-date';

it.each([
  ['27.3.2015', '2015-03-27'],
  ['27/3-2015', '2015-03-27'],
  [' 07 . 03 . 2015 ', '2015-03-07'],
  ['2015-03-27', '2015-03-27'],
  ['20150327', '2015-03-27'],
  ['29.2.2024', '2024-02-29'],
])('%s is the day %s', (typed, day) => expect(readFormDate(typed)).toBe(day));

it.each(['31.2.2015', '29.2.2023', '1.13.2020', '0.1.2020', '27.3.15', 'seven', '2015-3', '1.1.0001'])('%s is no day', (typed) =>
  expect(readFormDate(typed)).toBeUndefined(),
);
