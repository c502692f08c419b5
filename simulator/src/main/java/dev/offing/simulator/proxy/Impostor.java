package dev.offing.simulator.proxy;

import dev.offing.simulator.proxy.Pretence.Manner;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Who answers in place of the server: a port of the loopback that spoils handshakes. The proxy
 * dials it as it would dial the server.
 */
final class Impostor implements AutoCloseable {

  /** The key is in every copy of this program, so it proves nothing; that is its purpose. */
  private static final String STORE = "wrong.p12";

  private static final char[] PASSWORD = "offing".toCharArray();
  private static final String PORTAL =
      "<!doctype html><title>Welcome</title><h1>Welcome aboard</h1><p>Accept our terms to go on"
          + " line.</p>";
  private static final String GATEWAY =
      "<!doctype html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>";

  private final Manner manner;
  private final Door door;
  private final Set<Socket> guests = ConcurrentHashMap.newKeySet();

  /** One that waits for calls. */
  Impostor(Manner manner, Executor threads) {
    this.manner = manner;
    this.door =
        new Door(
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), threads, this::answer);
    door.open();
  }

  InetSocketAddress address() {
    return door.address();
  }

  /** Ends what it says to everybody; a guest's thread ends when the proxy hangs up. */
  @Override
  public void close() {
    door.close();
    guests.forEach(Link::finish);
  }

  private void answer(Socket guest, Door.Visit visit) {
    if (!visit.unlessShut(() -> guests.add(guest))) {
      Link.closeQuietly(guest);
      return;
    }
    try (guest) {
      switch (manner) {
        case HANDSHAKE_STALL -> {}
        case CAPTIVE_PORTAL -> page(guest, "200 OK", PORTAL);
        case BAD_GATEWAY -> page(guest, "502 Bad Gateway", GATEWAY);
        case BAD_CERTIFICATE -> shake(guest);
      }
      guest.getInputStream().skip(Long.MAX_VALUE); // until it hangs up
    } catch (IOException e) {
      // The guest went, or would not have the certificate.
    } finally {
      guests.remove(guest);
    }
  }

  private static void page(Socket guest, String status, String html) throws IOException {
    readHead(guest.getInputStream());
    String answer =
        "HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n"
            .formatted(status, html.length());
    guest
        .getOutputStream()
        .write((answer + "Connection: close\r\n\r\n" + html).getBytes(StandardCharsets.UTF_8));
    guest.shutdownOutput();
  }

  private static void readHead(InputStream in) throws IOException {
    int last = 0;
    for (int read = in.read(), count = 0; read >= 0 && count < HttpHead.MAX_BYTES; count++) {
      last = (last << 8) | read;
      if (last == 0x0D0A0D0A) {
        return;
      }
      read = in.read();
    }
  }

  private static void shake(Socket guest) throws IOException {
    SSLContext context = context();
    try (SSLSocket tls =
        (SSLSocket) context.getSocketFactory().createSocket(guest, null, guest.getPort(), true)) {
      tls.setUseClientMode(false);
      tls.startHandshake();
    }
  }

  private static SSLContext context() throws IOException {
    try (InputStream in = Impostor.class.getResourceAsStream(STORE)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("the impostor has no certificate", e);
    }
  }
}
