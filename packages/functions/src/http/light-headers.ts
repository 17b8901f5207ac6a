/**
 * Headers of an answer that are not checked until they are sent: to check, copy and sort them at each step takes the platform's
 * own a tenth of a small answer's time. What serves the app on Node passes these on as they are; elsewhere they are copied.
 * Not for cookies, of which there may be several.
 */
export class LightHeaders implements Headers {
  readonly #values = new Map<string, string>();

  constructor(values: Iterable<readonly [string, string]>) {
    for (const [name, value] of values) this.set(name, value);
  }

  get(name: string): string | null {
    return this.#values.get(name.toLowerCase()) ?? null;
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  set(name: string, value: string): void {
    this.#values.set(name.toLowerCase(), value);
  }

  append(name: string, value: string): void {
    const before = this.get(name);
    this.set(name, before === null ? value : `${before}, ${value}`);
  }

  delete(name: string): void {
    this.#values.delete(name.toLowerCase());
  }

  getSetCookie(): string[] {
    return [];
  }

  forEach(tell: (value: string, name: string, headers: Headers) => void): void {
    for (const [name, value] of this.#values) tell(value, name, this);
  }

  keys() {
    return this.#values.keys();
  }

  values() {
    return this.#values.values();
  }

  entries() {
    return this.#values.entries();
  }

  [Symbol.iterator]() {
    return this.#values.entries();
  }
}

// It is by `instanceof` that headers are told from a list of them.
Object.setPrototypeOf(LightHeaders.prototype, Headers.prototype);
