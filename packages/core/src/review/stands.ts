/** A condition on a row of `review`: no later version has taken its place, and it was not retracted. */
export function standsSql(row: string): string {
  return `not exists (select from review later where later.supersedes_id = ${row}.id)
    and not exists (select from retraction where retraction.review_id = ${row}.id)`;
}
