package dev.offing.examples.cbor;

import dev.offing.server.gateway.Entrance;
import dev.offing.server.gateway.FrameException;
import dev.offing.server.gateway.Framing;
import dev.offing.server.gateway.Gateway;
import dev.offing.server.gateway.Protocol;
import dev.offing.server.gateway.StreamGateway;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.cbor.CBORFactory;

/**
 * The frames of docs/protocol, each as one CBOR item with its length in four bytes before it. Found
 * by ServiceLoader when this is on the class path of a server; its port is told with the others.
 */
public final class CborProtocol implements Protocol, Framing {
  private static final int LENGTH_BYTES = 4;
  private static final int DEPTH = 32;

  private final JsonFactory json = new JsonFactory();
  private final CBORFactory cbor =
      CBORFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
          .build();

  @Override
  public String name() {
    return "cbor";
  }

  @Override
  public Gateway open(Entrance entrance, int port) {
    return StreamGateway.start(entrance, "protocol-ports", port, this);
  }

  @Override
  public @Nullable String read(InputStream in, int mostBytes) throws IOException {
    byte[] head = in.readNBytes(LENGTH_BYTES);
    if (head.length < LENGTH_BYTES) {
      return null; // the end, or one in the middle of a length
    }
    int length = ByteBuffer.wrap(head).getInt();
    if (length < 0 || length > mostBytes) {
      throw FrameException.tooLarge(mostBytes);
    }
    byte[] item = in.readNBytes(length);
    return item.length < length ? null : toJson(item);
  }

  private String toJson(byte[] item) throws FrameException {
    StringWriter text = new StringWriter();
    try (JsonParser from = cbor.createParser(ObjectReadContext.empty(), item);
        JsonGenerator to = json.createGenerator(ObjectWriteContext.empty(), text)) {
      from.nextToken();
      to.copyCurrentStructure(from);
      if (from.nextToken() != null) {
        throw FrameException.malformed("something follows after the end of the item");
      }
    } catch (JacksonException | IllegalArgumentException e) {
      throw FrameException.malformed("this is not CBOR that JSON could say");
    }
    return text.toString();
  }

  @Override
  public void write(byte[] frame, OutputStream out) throws IOException {
    ByteArrayOutputStream item = new ByteArrayOutputStream(frame.length);
    try (JsonParser from = json.createParser(ObjectReadContext.empty(), frame);
        JsonGenerator to = cbor.createGenerator(ObjectWriteContext.empty(), item)) {
      from.nextToken();
      to.copyCurrentStructure(from);
    }
    out.write(ByteBuffer.allocate(LENGTH_BYTES).putInt(item.size()).array());
    item.writeTo(out);
  }
}
