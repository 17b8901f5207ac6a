import { directAddress, isNeon, isPooled, loginOf } from "@sanad/core/database";
import { expect, test } from "vitest";

test.each([
  [
    "postgres://app:x@ep-cool-1234-pooler.eu-central-1.aws.neon.tech/sanad?sslmode=require",
    "postgres://app:x@ep-cool-1234.eu-central-1.aws.neon.tech/sanad?sslmode=require",
  ],
  [
    "postgresql://app:x@ep-cool-1234.c-2.eu-central-1.aws.neon.tech/sanad",
    "postgresql://app:x@ep-cool-1234.c-2.eu-central-1.aws.neon.tech/sanad",
  ],
  ["postgres://db-pooler.example.org/sanad", "postgres://db-pooler.example.org/sanad"],
  ["./data", "./data"],
])("%s is migrated at %s", (address, direct) => {
  expect(directAddress(address)).toBe(direct);
});

test.each([
  ["postgres://app:x@ep-cool-1234.eu-central-1.aws.neon.tech/sanad", true],
  ["postgres://app:x@neon.tech.example.org/sanad", false],
  ["postgres://app:x@127.0.0.1/neon.tech", false],
  ["./neon.tech", false],
])("whether %s is Neon's: %s", (address, expected) => {
  expect(isNeon(address)).toBe(expected);
});

test.each([
  ["postgres://app:x@ep-cool-1234-pooler.eu-central-1.aws.neon.tech/sanad", true],
  ["postgres://app:x@ep-cool-1234.eu-central-1.aws.neon.tech/sanad", false],
  ["postgres://app:x@db.example.org:6432/sanad?pgbouncer=true", true],
  ["postgres://app:x@db-pooler.example.org/sanad", false],
])("whether a pooler is known to stand before %s: %s", (address, expected) => {
  expect(isPooled(address)).toBe(expected);
});

test("a login is read as it was before it stood in an address", () => {
  const [role, password] = [`the "app"`, "a/b:c@d%"];
  const login = `${encodeURIComponent(role)}:${encodeURIComponent(password)}`;
  expect(loginOf(`postgres://${login}@db.example.org/sanad`)).toEqual({ role, password });
});
