package dev.offing.server.testkit;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Clients of the protocols that every stub serves. */
public final class Doors {
  private Doors() {}

  /** WebSocket, HTTP and TCP. */
  public static List<Door> builtIn() {
    return List.of(new OfWebSocket(), new OfHttp(), new OfTcp());
  }

  private static final class OfWebSocket implements Door {
    @Override
    public String protocol() {
      return "ws";
    }

    @Override
    public String call(TestStub stub, String token, Call call) throws IOException {
      try (WebSocketTalk talk = new WebSocketTalk(URI.create(stub.node().ws()))) {
        talk.say(Door.token(token));
        talk.say(call.frame());
        return talk.await("reply", "error");
      }
    }
  }

  private static final class OfHttp implements Door {
    private final HttpClient client = HttpClient.newHttpClient();

    @Override
    public String protocol() {
      return "http";
    }

    @Override
    public String call(TestStub stub, String token, Call call) throws IOException {
      URI uri = stub.http().resolve("/api/%s/%d".formatted(call.action(), call.version()));
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .header("X-Request-Id", call.id())
              .POST(HttpRequest.BodyPublishers.ofString(call.params()))
              .build();
      try {
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
  }

  private static final class OfTcp implements Door {
    private static final int PATIENCE_MS = 60_000;

    @Override
    public String protocol() {
      return "tcp";
    }

    @Override
    public String call(TestStub stub, String token, Call call) throws IOException {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), stub.port("tcp"))) {
        socket.setSoTimeout(PATIENCE_MS);
        String lines = Door.token(token) + '\n' + call.frame() + '\n';
        socket.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder heard = new StringBuilder();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          if (Door.answers(line)) {
            return line;
          }
          heard.append('\n').append(line);
        }
        throw new EOFException("no reply came; before the end came" + heard);
      }
    }
  }
}
