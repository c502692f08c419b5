package dev.offing.server.gateway;

import java.net.InetAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What HTTP serves. Called on virtual threads, by many at once; it may block. */
@FunctionalInterface
public interface HttpSite {
  /** The answer to a request. */
  Answer answer(Request request);

  /**
   * A request within its bounds, from a host and a page that may ask.
   *
   * @param query as it stands in the address, without the question mark; empty for none
   * @param contentType in small letters, without parameters; empty for none
   * @param bearer the token of the head {@code Authorization}; null for none
   * @param id that the client gave it; null for none
   */
  record Request(
      String method,
      String path,
      String query,
      String contentType,
      String body,
      @Nullable String bearer,
      @Nullable String id,
      InetAddress remote) {}

  /**
   * An answer.
   *
   * @param contentType of the body
   * @param headers beside those that every answer has
   */
  record Answer(int status, String contentType, String body, Map<String, String> headers) {}
}
