/** PostgreSQL text and JSON cannot hold U+0000 nor a lone surrogate: both become U+FFFD. The raw arrival keeps the bytes. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}

/** The same for every string in a JSON value. */
export function storableJson<T>(value: T): T {
  if (typeof value === 'string') return storable(value) as T;
  if (Array.isArray(value)) return value.map(storableJson) as T;
  if (value instanceof Date) return value.toISOString() as T;
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [storable(key), storableJson(item)])) as T;
  }
  return value;
}
