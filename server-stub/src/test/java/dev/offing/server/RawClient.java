package dev.offing.server;

import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.ServerMessage;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A WebSocket client over a plain socket, which can also say what no decent client would. Frames
 * are read by a thread of its own, so that the socket never stands still unless a test wants it to.
 */
public final class RawClient implements AutoCloseable {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private static final long PATIENCE_S = 60;
  private static final Codec CODEC = new Codec();

  /** A frame, or the end: opcode -1. The close code is that of a close frame. */
  record Frame(int opcode, String text, int closeCode) {}

  private final Socket socket;
  private final DataInputStream in;
  private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();

  private RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(socket.getInputStream());
  }

  /** Only TCP. */
  static RawClient tcp(int port) throws IOException {
    return new RawClient(port);
  }

  /** Through the WebSocket handshake. */
  static RawClient open(int port) throws IOException {
    return open(port, "127.0.0.1:" + port, "");
  }

  static RawClient open(int port, String host, String moreHeaders) throws IOException {
    RawClient client = new RawClient(port);
    client.upgrade(host, moreHeaders);
    return client;
  }

  /** The handshake of a connection that is there; it is closed when that fails. */
  void upgrade(String host, String moreHeaders) throws IOException {
    String answer = handshake(host, moreHeaders);
    if (!answer.startsWith("HTTP/1.1 101")) {
      close();
      throw new IOException(answer);
    }
    read();
  }

  String handshake(String host, String moreHeaders) throws IOException {
    String request =
        String.join(
            "\r\n",
            "GET / HTTP/1.1",
            "Host: " + host,
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13",
            moreHeaders + "\r\n");
    bytes(request.getBytes(StandardCharsets.US_ASCII));
    return head();
  }

  /** An HTTP head, to its empty line or to the end. */
  String head() throws IOException {
    StringBuilder head = new StringBuilder();
    try {
      for (int b = in.read(); b >= 0; b = in.read()) {
        head.append((char) b);
        if (head.toString().endsWith("\r\n\r\n")) {
          break;
        }
      }
    } catch (SocketException _) {
      // the end came with a reset
    }
    return head.toString();
  }

  void read() {
    Thread.ofVirtual().start(this::readAll);
  }

  private void readAll() {
    try {
      while (true) {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length == 126) {
          length = in.readUnsignedShort();
        } else if (length == 127) {
          length = Math.toIntExact(in.readLong());
        }
        byte[] payload = in.readNBytes(length);
        int opcode = first & 15;
        if (opcode == PING) {
          frame(0x80 | PONG, payload);
          continue;
        }
        int closeCode = opcode == CLOSE && length >= 2 ? ByteBuffer.wrap(payload).getShort() : 0;
        frames.add(new Frame(opcode, new String(payload, StandardCharsets.UTF_8), closeCode));
      }
    } catch (IOException | UncheckedIOException _) {
      frames.add(new Frame(-1, "", 0));
    }
  }

  synchronized void bytes(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  void text(String text) {
    frame(0x80 | TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  void send(ClientMessage message) {
    text(CODEC.encode(message));
  }

  /** The same text many times, in one packet. */
  void flood(String text, int times) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      out.writeBytes(masked(0x80 | TEXT, text.getBytes(StandardCharsets.UTF_8)));
    }
    bytes(out.toByteArray());
  }

  /** Sends a text and waits until the server has read it: its pong comes after that. */
  void textAndWaitUntilRead(String text) {
    text(text);
    frame(0x80 | PING, new byte[0]);
    while (next().opcode() != PONG) {
      // something that was said before
    }
  }

  /** A masked frame with this first byte. */
  void frame(int first, byte[] payload) {
    try {
      bytes(masked(first, payload));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] masked(int first, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head(first, payload.length));
    byte[] mask = {1, 2, 3, 4};
    out.writeBytes(mask);
    for (int i = 0; i < payload.length; i++) {
      out.write(payload[i] ^ mask[i % 4]);
    }
    return out.toByteArray();
  }

  /** The head of a masked frame that announces so many bytes. */
  static byte[] head(int first, long length) {
    ByteBuffer head = ByteBuffer.allocate(10).put((byte) first);
    if (length <= 125) {
      head.put((byte) (0x80 | length));
    } else if (length <= 0xFFFF) {
      head.put((byte) (0x80 | 126)).putShort((short) length);
    } else {
      head.put((byte) (0x80 | 127)).putLong(length);
    }
    byte[] bytes = new byte[head.position()];
    head.flip().get(bytes);
    return bytes;
  }

  /** The next frame that is not a tick. */
  Frame next() {
    long began = System.nanoTime();
    try {
      while (true) {
        Frame frame = frames.poll(PATIENCE_S, TimeUnit.SECONDS);
        if (frame == null) {
          throw new AssertionError("no frame came in " + PATIENCE_S + " s");
        }
        if (frame.opcode() != TEXT || !frame.text().startsWith("{\"type\":\"tick\"")) {
          return frame;
        }
        if (System.nanoTime() - began > TimeUnit.SECONDS.toNanos(PATIENCE_S)) {
          throw new AssertionError("nothing but ticks came in " + PATIENCE_S + " s");
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The next frame, ticks too. */
  Frame nextOfAny() {
    try {
      Frame frame = frames.poll(PATIENCE_S, TimeUnit.SECONDS);
      if (frame == null) {
        throw new AssertionError("no frame came in " + PATIENCE_S + " s");
      }
      return frame;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The next message of a type; others are skipped, an end is an error. */
  <T extends ServerMessage> T await(Class<T> type) {
    StringBuilder skipped = new StringBuilder();
    while (true) {
      Frame frame = type.equals(ServerMessage.Tick.class) ? nextOfAny() : next();
      if (frame.opcode() == TEXT) {
        ServerMessage message = CODEC.decodeServer(frame.text());
        if (type.isInstance(message)) {
          return type.cast(message);
        }
        skipped.append('\n').append(frame.text());
      } else if (frame.opcode() == CLOSE || frame.opcode() == -1) {
        throw new AssertionError("closed while waiting for " + type + " after" + skipped);
      }
    }
  }

  /** The close code that comes next after all messages; 0 when the socket just ended. */
  int awaitClose() {
    while (true) {
      Frame frame = next();
      if (frame.opcode() == CLOSE) {
        return frame.closeCode();
      }
      if (frame.opcode() == -1) {
        return 0;
      }
    }
  }

  /** Reads on to the end, which is the server's to make. */
  boolean hungUp() throws IOException {
    try {
      in.readAllBytes();
      return true;
    } catch (EOFException | SocketException _) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
