package dev.offing.client.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a second start brings the window of the first to the front. The first listens on a port of
 * the loopback and writes port and a secret into {@code window.bell} beside the profile, readable
 * to its owner only; the second rings with that secret. Whoever rings can do nothing but ring.
 */
public final class Doorbell {

  /** A bell that hangs. */
  @FunctionalInterface
  public interface Hung extends AutoCloseable {
    /** Takes it down. */
    @Override
    void close();
  }

  private static final Logger LOG = LoggerFactory.getLogger(Doorbell.class);
  private static final String FILE = "window.bell";
  private static final int TIMEOUT_MS = 2_000;
  private static final int SECRET_BYTES = 16;
  private static final int MOST_CHARS = 64;

  private final Path file;
  private final ServerSocket door;
  private final String secret;
  private final Runnable rung;

  private Doorbell(Path file, ServerSocket door, String secret, Runnable rung) {
    this.file = file;
    this.door = door;
    this.secret = secret;
    this.rung = rung;
  }

  /**
   * Hangs it. Where it cannot be hung, the log says so; nothing else misses it.
   *
   * @param rung called on any thread
   * @return takes it down
   */
  public static Hung hang(Path profile, RandomGenerator random, Runnable rung) {
    try {
      byte[] secret = new byte[SECRET_BYTES];
      random.nextBytes(secret);
      ServerSocket door = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
      Doorbell bell =
          new Doorbell(profile.resolve(FILE), door, HexFormat.of().formatHex(secret), rung);
      bell.write();
      Thread.ofVirtual().name("doorbell").start(bell::listen);
      return bell::takeDown;
    } catch (IOException e) {
      LOG.warn("A second start will not find this window: {}", e.getMessage());
      return () -> {};
    }
  }

  /**
   * Rings at the window that has this profile open.
   *
   * @return whether somebody answered
   */
  public static boolean ring(Path profile) {
    try {
      String[] parts = Files.readString(profile.resolve(FILE)).strip().split(" ", -1);
      if (parts.length != 2) {
        return false;
      }
      try (Socket socket = new Socket()) {
        InetSocketAddress door =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(parts[0]));
        socket.connect(door, TIMEOUT_MS);
        socket.setSoTimeout(TIMEOUT_MS);
        socket.getOutputStream().write((parts[1] + "\n").getBytes(StandardCharsets.US_ASCII));
        return socket.getInputStream().read() == '1';
      }
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  private void write() throws IOException {
    Files.deleteIfExists(file);
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, door.getLocalPort() + " " + secret + "\n");
  }

  private void listen() {
    while (!door.isClosed()) {
      try (Socket caller = door.accept()) {
        caller.setSoTimeout(TIMEOUT_MS);
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII));
        char[] said = new char[MOST_CHARS];
        int length = 0;
        int c = in.read();
        while (c >= 0 && c != '\n' && length < MOST_CHARS) {
          said[length++] = (char) c;
          c = in.read();
        }
        boolean known =
            MessageDigest.isEqual(
                new String(said, 0, length).getBytes(StandardCharsets.US_ASCII),
                secret.getBytes(StandardCharsets.US_ASCII));
        caller.getOutputStream().write(known ? '1' : '0');
        if (known) {
          rung.run();
        }
      } catch (IOException e) {
        // The caller hung up, or the bell was taken down: the loop sees which.
      }
    }
  }

  private void takeDown() {
    try {
      door.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} is left behind, and rings nowhere: {}", file, e.getMessage());
    }
  }
}
