package dev.offing.server.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Frames as lines of JSON over TCP. A line ends with a line feed; a carriage return before it is
 * cut.
 */
public final class JsonLines implements Protocol, Framing {
  /** The name of this protocol. */
  public static final String NAME = "tcp";

  /** What is kept at once of a line that may become long. */
  private static final int FIRST_BYTES = 256;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Gateway open(Entrance entrance, int port) {
    return StreamGateway.start(entrance, "--tcp-port", port, this);
  }

  @Override
  public @Nullable String read(InputStream in, int mostBytes) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(FIRST_BYTES);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return null; // a line without its end is none
      }
      if (line.size() == mostBytes) {
        throw FrameException.tooLarge(mostBytes);
      }
      line.write(b);
    }
    return text(line.toByteArray());
  }

  private static String text(byte[] line) throws FrameException {
    int end = line.length > 0 && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, end)).toString();
    } catch (CharacterCodingException _) {
      throw FrameException.malformed("a line is UTF-8; this one was not");
    }
  }

  @Override
  public void write(byte[] json, OutputStream out) throws IOException {
    out.write(json);
    out.write('\n');
  }
}
