/** Whoever asks gave a token that proves nothing; the message says what is wrong with it. */
export class InvalidToken extends Error {
  override name = "InvalidToken";
}

/** The issuer's keys cannot be had just now, so no token can be judged. */
export class IssuerUnreachable extends Error {
  override name = "IssuerUnreachable";
}
