package dev.offing.server.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** How frames stand in a stream. Used by many connections at once, so it keeps nothing. */
public interface Framing {
  /**
   * The next frame as JSON text; null at the end of the stream. Blocks.
   *
   * @param mostBytes of the frame in the stream; to be checked before they are kept
   * @throws FrameException for what is no frame; the client is told and the connection closed
   */
  @Nullable String read(InputStream in, int mostBytes) throws IOException;

  /**
   * Writes a frame; the stream is buffered and flushed elsewhere. Blocks.
   *
   * @param json UTF-8
   */
  void write(byte[] json, OutputStream out) throws IOException;
}
