/** Where vectors of texts are made, by which claims are also found by what they mean. None are while the address is empty. */
export function createEmbeddings() {
  return [
    new sst.Secret("EmbeddingsUrl", ""),
    new sst.Secret("EmbeddingsModel", ""),
    new sst.Secret("EmbeddingsKey", ""),
  ];
}
