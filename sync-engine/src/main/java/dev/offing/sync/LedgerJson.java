package dev.offing.sync;

import dev.offing.sync.ledger.LedgerCodec;
import dev.offing.sync.protocol.Codec;

/**
 * What a ledger keeps is spelt as in the protocol. The ledger does not know the protocol; this
 * wires the two.
 */
public final class LedgerJson implements LedgerCodec {
  private final Codec codec;

  /** Over the protocol's codec. */
  public LedgerJson(Codec codec) {
    this.codec = codec;
  }

  @Override
  public String write(Object part) {
    return codec.write(part);
  }

  @Override
  public <T> T read(String json, Class<T> type) {
    return codec.read(json, type);
  }
}
