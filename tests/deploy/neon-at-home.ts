/** Loaded before a function's bundle: what it sends to Neon goes to the front door that the tests have on loopback. */

const door = `127.0.0.1:${process.env["NEON_FRONT"]}`;
const isNeon = (host: string) => host.endsWith(".neon.tech");

class Redirected extends WebSocket {
  constructor(...[address, protocols]: ConstructorParameters<typeof WebSocket>) {
    const { hostname } = new URL(address);
    super(isNeon(hostname) ? `ws://${door}/v2` : address, protocols);
  }
}
globalThis.WebSocket = Redirected;

const { fetch } = globalThis;
globalThis.fetch = (input, init) => {
  const { hostname } = new URL(input instanceof Request ? input.url : input);
  return isNeon(hostname) ? fetch(`http://${door}/sql`, init) : fetch(input, init);
};
